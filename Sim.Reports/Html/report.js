"use strict";
// What is selected from a page goes to spreadsheets as text with tabs.
function copyButton(text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      // Not every browser gives pages from files a clipboard.
      const area = document.createElement("textarea");
      area.value = text();
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  return button;
}

function tableText(table) {
  return [...table.rows].filter(row => !row.hidden).map(row => [...row.cells].map(cell => cell.textContent).join("\t")).join("\n");
}

// Sorts a table by the column whose heading is pressed, and filters its rows by words. Without scripts the tables are as they are.
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const number = text => parseFloat(text.replace(/,/g, ""));
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const order = (a, b) => {
        const [left, right] = [a.cells[column].textContent, b.cells[column].textContent];
        const [x, y] = [number(left), number(right)];
        if (isNaN(x) !== isNaN(y)) return isNaN(x) ? 1 : -1;
        const difference = isNaN(x) ? left.localeCompare(right) : x - y;
        return down ? -difference : difference;
      };
      body.append(...rows.slice().sort(order));
    });
  });
  (table.caption ?? table.createCaption()).append(copyButton(() => tableText(table)));
  if (rows.length < 8) continue;
  const filter = document.createElement("input");
  filter.type = "search";
  filter.placeholder = "Filter rows";
  filter.setAttribute("aria-label", "Filter rows");
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/);
    for (const row of rows) row.hidden = !words.every(word => row.textContent.toLowerCase().includes(word));
  });
  table.parentElement.before(filter);
}
