// Draws, pivots and lists all cells of the page's data. Without scripts the page has its charts and tables.
(() => {
  const source = document.getElementById("cells");
  if (!source) return;
  const { metrics, factors, cells, initial } = JSON.parse(source.textContent);
  const MOST_SERIES = 14, MOST_ROWS = 200, MOST_COLUMNS = 40, NONE = -1;
  const number = value => value === null ? "" : value === 0 ? "0" : Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3)));
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const draw = (name, attributes, text) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const select = (label, options, chosen) => {
    const list = make("select", {}, ...options.map(([value, text]) => make("option", { value }, text)));
    list.value = String(chosen);
    return [make("label", {}, label + " ", list), list];
  };

  // One filter for the chart, the pivot table and the list: words, each in some value of a cell.
  const texts = cells.map((cell, i) => [cell, ...factors.map(factor => factor.label + " " + factor.values[factor.codes[i]])].join(" ").toLowerCase());
  const text = (factor, i) => factor.values[factor.codes[i]];
  const title = metric => metric.name.replace(/_(ns|percent|share)(?=_|$)/, "").replaceAll("_", " ") + (metric.unit ? ` (${metric.unit})` : "");
  const median = values => values.sort((a, b) => a - b)[values.length >> 1];

  const home = document.getElementById("explore");
  home.hidden = false;
  const filter = make("input", { type: "search", placeholder: "Filter cells", "aria-label": "Filter cells by words" });
  const [metricLabel, metricList] = select("Figure", metrics.map((metric, i) => [i, title(metric)]), initial.metric);
  const numbers = factors.map((factor, i) => [i, factor.label]);
  const [xLabel, xList] = select("across", numbers, initial.x);
  const [colorLabel, colorList] = select("lines", [[NONE, "none"], ...numbers], initial.color);
  const log = make("input", { type: "checkbox" });
  log.checked = initial.log;
  const controls = make("div", { class: "controls" }, filter, metricLabel, xLabel, colorLabel, make("label", {}, log, " log scale"));
  const whole = make("button", { type: "button", class: "whole", hidden: "" }, "Whole range");
  controls.append(whole);
  const legend = make("div", { class: "legend" });
  const stage = make("div", { class: "stage" });
  const told = make("p", { class: "told", "aria-live": "polite" });
  home.append(controls, legend, stage, told);

  const hidden = new Set();
  let chosen = [], points = [], at = -1;

  // The values across that are shown, by their codes; null for all.
  let zoom = null;
  const metric = () => metrics[metricList.value];
  const choose = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    chosen = [...cells.keys()].filter(i => words.every(word => texts[i].includes(word)));
  };

  const series = () => {
    const [across, color, values] = [factors[xList.value], factors[colorList.value], metric().values];
    const groups = new Map();
    for (const i of chosen) {
      if (values[i] === null) continue;
      const code = color ? color.codes[i] : 0;
      if (!groups.has(code)) groups.set(code, new Map());
      const line = groups.get(code);
      if (!line.has(across.codes[i])) line.set(across.codes[i], []);
      line.get(across.codes[i]).push(i);
    }
    return [...groups].sort((a, b) => a[0] - b[0]).map(([code, line]) => ({
      code, name: color ? color.values[code] : "all cells",
      points: [...line].sort((a, b) => a[0] - b[0]).map(([x, members]) => {
        const own = members.map(i => values[i]);
        return { x, members, y: median(own), low: own[0], high: own[own.length - 1] };
      }),
    }));
  };

  const ticks = (low, high, isLog) => {
    const list = [];
    if (isLog) {
      const every = Math.max(1, Math.ceil((Math.log10(high) - Math.log10(low)) / 8));
      for (let d = Math.floor(Math.log10(low)); d <= Math.ceil(Math.log10(high)); d++)
        for (const step of Math.log10(high / low) < 2 ? [1, 2, 5] : [1]) if (d % every === 0 && step * 10 ** d >= low * 0.999 && step * 10 ** d <= high * 1.001) list.push(step * 10 ** d);
      return list;
    }
    const raw = (high - low) / 5 || 1, power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map(f => f * power).find(s => s >= raw);
    for (let i = Math.ceil(low / step); i * step <= high * 1.0001; i++) list.push(Number((i * step).toPrecision(12)));
    return list;
  };

  const show = () => {
    const across = factors[xList.value], lines = series();
    if (zoom !== null)
      for (const line of lines) line.points = line.points.filter(point => point.x >= zoom[0] && point.x <= zoom[1]);
    whole.hidden = zoom === null;
    const drawn = lines.filter(line => !hidden.has(line.code)).slice(0, MOST_SERIES);
    legend.replaceChildren(...lines.slice(0, MOST_SERIES).map((line, i) => {
      const button = make("button", { type: "button", "aria-pressed": String(!hidden.has(line.code)) }, make("span", { class: `mark s${i % 7}`, "data-shape": String(Math.floor(i / 7)) }), line.name);
      button.addEventListener("click", () => {
        if (!hidden.delete(line.code)) hidden.add(line.code);
        show();
        legend.children[i].focus();
      });
      return button;
    }));
    const width = Math.max(280, stage.clientWidth), height = 380, left = 62, right = 14, top = 14, bottom = 56;
    const all = drawn.flatMap(line => line.points);
    points = [];
    told.textContent = lines.length > MOST_SERIES ? `${lines.length - MOST_SERIES} more lines are left out: filter cells, or choose other lines.` : "Point at a mark, or go to it with the arrow keys, and its cells are told here.";
    if (all.length === 0) {
      stage.replaceChildren(make("p", {}, "No cell has this figure."));
      return;
    }
    const positive = all.flatMap(point => [point.low, point.high]).filter(value => value > 0);
    const isLog = log.checked && positive.length > 0;
    const [least, most] = [Math.min(...all.map(point => point.low)), Math.max(...all.map(point => point.high))];
    const low = isLog ? Math.min(...positive) / (least <= 0 ? 2 : 1.15) : Math.min(0, least), high = isLog ? Math.max(...positive) * 1.15 : most > low ? most + (most - low) * 0.05 : low + 1;
    const y = value => {
      const share = isLog ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);
      return top + (1 - share) * (height - top - bottom);
    };
    const codes = [...new Set(all.map(point => point.x))].sort((a, b) => a - b);
    const xs = across.numbers ? codes.map(code => across.numbers[code]) : codes.map((_, i) => i);
    const spread = xs.filter(value => value > 0);
    const logs = xs.map(value => value === 0 ? Math.log10(spread[0]) - 0.5 : Math.log10(value)), gap = list => Math.max(...list.slice(1).map((value, i) => value - list[i])) / (list[list.length - 1] - list[0]);
    const xLog = across.numbers && xs[0] >= 0 && spread.length > 1 && (spread[spread.length - 1] >= 20 * spread[0] || gap(xs) > 0.6) && gap(logs) < gap(xs);
    const places = xLog ? logs : xs, first = Math.min(...places), range = (Math.max(...places) - first) || 1;
    const band = (width - left - right) / codes.length, room = Math.floor((band - 8) / 6.8);
    const x = code => across.numbers ? left + 16 + (places[codes.indexOf(code)] - first) / range * (width - left - right - 32) : left + (codes.indexOf(code) + 0.5) * band;
    // Marks of several lines are beside each other where they would hide each other.
    const aside = across.numbers ? (all.some(point => point.high > point.low) ? Math.min(4, 0.5 * band / drawn.length) : 0) : Math.min(16, 0.7 * band / drawn.length);
    const svg = draw("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", tabindex: "0", "aria-label": `${title(metric())} across ${across.label}; arrow keys go from point to point, plus and minus zoom` });
    // What has no logarithm is at the bottom.
    const zero = isLog && least <= 0;
    if (zero) svg.append(draw("text", { class: "up", x: left - 6, y: height - bottom + 4, "text-anchor": "end" }, "0"));
    for (const tick of ticks(low, high, isLog).filter(tick => !zero || y(tick) < height - bottom - 15))
      svg.append(draw("line", { class: "grid", x1: left, x2: width - right, y1: y(tick), y2: y(tick) }), draw("text", { class: "up", x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, number(tick)));
    let end = -Infinity;
    for (const code of codes) {
      const whole = across.values[code], label = across.numbers || whole.length <= room || room < 4 ? whole : whole.slice(0, room - 1) + "…", half = label.length * 3.4, middle = Math.max(half, Math.min(width - half, x(code)));
      if (middle - half < end + 6) continue;
      svg.append(draw("text", { class: "across", x: middle, y: height - bottom + 18, "text-anchor": "middle" }, label));
      end = middle + half;
    }
    svg.append(
      draw("line", { class: "axis", x1: left, x2: left, y1: top, y2: height - bottom }), draw("line", { class: "axis", x1: left, x2: width - right, y1: height - bottom, y2: height - bottom }),
      draw("text", { x: (left + width) / 2, y: height - 12, "text-anchor": "middle" }, across.label + (xLog ? " (log scale)" : "")),
      draw("text", { transform: `translate(13 ${(height - bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, title(metric()) + (isLog ? ", log scale" : "")));
    for (const [place, line] of drawn.entries()) {
      const px = point => x(point.x) + (place - (drawn.length - 1) / 2) * aside, style = lines.indexOf(line), css = `s${style % 7}`, dash = style >= 7 ? { "stroke-dasharray": "6 4" } : {};
      if (across.numbers) svg.append(draw("polyline", { class: `line ${css}`, ...dash, points: line.points.map(point => `${px(point)},${y(point.y)}`).join(" ") }));
      for (const point of line.points) {
        if (point.high > point.low) svg.append(draw("line", { class: `whisker ${css}`, x1: px(point), x2: px(point), y1: y(point.low), y2: y(point.high) }));
        svg.append(style >= 7 ? draw("rect", { class: `dot ${css}`, x: px(point) - 4, y: y(point.y) - 4, width: 8, height: 8 }) : draw("circle", { class: `dot ${css}`, cx: px(point), cy: y(point.y), r: aside > 8 ? 4.5 : Math.max(2.5, 5.5 - style) }));
        points.push({ ...point, line: line.name, left: px(point), top: y(point.y) });
      }
    }
    const ring = draw("circle", { class: "ring", r: 8, visibility: "hidden" });
    svg.append(ring);
    const tell = i => {
      at = i;
      const point = points[i], same = point.members;
      ring.setAttribute("cx", point.left);
      ring.setAttribute("cy", point.top);
      ring.setAttribute("visibility", "visible");
      told.textContent = same.length === 1
        ? `Cell ${cells[same[0]]}: ${number(point.y)} ${metric().unit}. ${factors.map(factor => `${factor.label} ${text(factor, same[0])}`).join(", ")}.`
        : `${same.length} cells of ${point.line} at ${across.label} ${across.values[point.x]}: median ${number(point.y)} ${metric().unit}, from ${number(point.low)} to ${number(point.high)}.`;
    };
    const zoomTo = range => {
      zoom = range;
      show();
      stage.querySelector("svg")?.focus();
    };

    // Dragging across a range shows it alone.
    const span = draw("rect", { class: "span", y: top, height: height - top - bottom, visibility: "hidden" });
    svg.append(span);
    const within = event => event.clientX - svg.getBoundingClientRect().left;
    let from = null;
    svg.addEventListener("pointerdown", event => {
      from = within(event);
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointerup", event => {
      const [low, high] = [Math.min(from, within(event)), Math.max(from, within(event))], inside = codes.filter(code => x(code) >= low && x(code) <= high);
      from = null;
      span.setAttribute("visibility", "hidden");
      if (high - low > 8 && inside.length > 0) zoomTo([inside[0], inside[inside.length - 1]]);
    });
    svg.addEventListener("pointermove", event => {
      if (from !== null) {
        span.setAttribute("x", Math.min(from, within(event)));
        span.setAttribute("width", Math.abs(within(event) - from));
        span.setAttribute("visibility", "visible");
      }
      const box = svg.getBoundingClientRect(), distance = point => Math.hypot(point.left - event.clientX + box.left, point.top - event.clientY + box.top);
      let best = 0;
      points.forEach((point, i) => { if (distance(point) < distance(points[best])) best = i; });
      if (distance(points[best]) < 60) tell(best);
    });
    svg.addEventListener("keydown", event => {
      if (event.key === "+" && codes.length > 1) {
        const quarter = Math.ceil(codes.length / 4), middle = at < 0 ? codes.length >> 1 : codes.indexOf(points[at].x);
        zoomTo([codes[Math.max(0, middle - quarter)], codes[Math.min(codes.length - 1, middle + quarter - 1)]]);
      } else if (event.key === "-") {
        zoomTo(null);
      }
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      tell((Math.max(at, step > 0 ? -1 : 0) + step + points.length) % points.length);
    });
    at = -1;
    stage.replaceChildren(svg);
  };

  // The pivot table: a figure by two factors.
  const ways = { median, lowest: values => Math.min(...values), highest: values => Math.max(...values), cells: values => values.length };
  const pivot = make("details", {}, make("summary", {}, "Pivot table"));
  const [rowLabel, rowList] = select("rows", numbers, initial.x);
  const [columnLabel, columnList] = select("columns", [[NONE, "none"], ...numbers], initial.color === initial.x ? NONE : initial.color);
  const [wayLabel, wayList] = select("shows", Object.keys(ways).map(way => [way, way]), "median");
  const pivotHome = make("div", { class: "table", tabindex: "0" });
  const showPivot = () => {
    if (!pivot.open) return;
    const [rows, columns, values] = [factors[rowList.value], factors[columnList.value], metric().values];
    const found = new Map(), used = new Set();
    for (const i of chosen) {
      if (values[i] === null) continue;
      const [r, c] = [rows.codes[i], columns ? columns.codes[i] : 0];
      used.add(c);
      if (!found.has(r)) found.set(r, new Map());
      if (!found.get(r).has(c)) found.get(r).set(c, []);
      found.get(r).get(c).push(values[i]);
    }
    const order = (a, b) => a - b, shown = [...used].sort(order).slice(0, MOST_COLUMNS);
    const head = make("tr", {}, make("th", { scope: "col", class: "text" }, rows.label), ...shown.map(c => make("th", { scope: "col" }, columns ? columns.values[c] : title(metric()))));
    const body = [...found.keys()].sort(order).slice(0, MOST_ROWS).map(r => make("tr", {}, make("th", { scope: "row", class: "text" }, rows.values[r]),
      ...shown.map(c => make("td", {}, found.get(r).has(c) ? number(ways[wayList.value](found.get(r).get(c))) : ""))));
    const left = Math.max(0, found.size - MOST_ROWS) + Math.max(0, used.size - MOST_COLUMNS);
    pivotHome.replaceChildren(make("table", {}, make("caption", {}, `${wayList.value === "cells" ? "number of cells with" : wayList.value} ${title(metric())}${left ? `; ${left} more rows or columns are left out` : ""}`), make("thead", {}, head), make("tbody", {}, ...body)));
  };
  pivot.append(make("div", { class: "controls" }, rowLabel, columnLabel, wayLabel, copyButton(() => tableText(pivotHome.querySelector("table")))), pivotHome);

  // The list of cells: what is filtered and sorted are all, what is shown are the first.
  const list = make("details", {}, make("summary", {}, `All ${cells.length.toLocaleString("en-US")} cells`));
  const listHome = make("div", { class: "table", tabindex: "0" });
  let sort = { column: 0, down: false };
  const columnsOf = () => [
    { name: "cell", value: i => cells[i], text: i => String(cells[i]) },
    ...factors.map(factor => ({ name: factor.label, isText: !factor.numbers, value: i => factor.codes[i], text: i => text(factor, i) })),
    ...metrics.map(one => ({ name: title(one), value: i => one.values[i], text: i => number(one.values[i]) })),
  ];
  const sorted = columns => {
    const { value } = columns[sort.column];
    return chosen.slice().sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      return x === y ? a - b : x === null ? 1 : y === null ? -1 : (x - y) * (sort.down ? -1 : 1);
    });
  };
  const showList = () => {
    if (!list.open) return;
    const columns = columnsOf(), rows = sorted(columns);
    const head = make("tr", {}, ...columns.map((column, i) => {
      const button = make("button", { type: "button" }, column.name);
      const heading = make("th", { scope: "col", ...(column.isText ? { class: "text" } : {}), ...(sort.column === i ? { "aria-sort": sort.down ? "descending" : "ascending" } : {}) }, button);
      button.addEventListener("click", () => {
        sort = { column: i, down: sort.column === i && !sort.down };
        showList();
        listHome.querySelectorAll("th button")[i].focus();
      });
      return heading;
    }));
    const body = rows.slice(0, MOST_ROWS).map(i => make("tr", {}, ...columns.map(column => make("td", column.isText ? { class: "text" } : {}, column.text(i)))));
    const more = rows.length > MOST_ROWS ? `the first ${MOST_ROWS} of ${rows.length.toLocaleString("en-US")} cells; copying takes all` : `${rows.length} cells`;
    listHome.replaceChildren(make("table", {}, make("caption", {}, more), make("thead", {}, head), make("tbody", {}, ...body)));
  };
  list.append(make("div", { class: "controls" }, copyButton(() => {
    const columns = columnsOf();
    return [columns.map(column => column.name), ...sorted(columns).map(i => columns.map(column => String(column.isText || column.name === "cell" ? column.text(i) : column.value(i) ?? "")))].map(row => row.join("\t")).join("\n");
  })), listHome);
  home.append(pivot, list);

  const all = () => { choose(); show(); showPivot(); showList(); };
  filter.addEventListener("input", all);
  for (const control of [metricList, log]) control.addEventListener("change", all);
  for (const control of [xList, colorList]) control.addEventListener("change", () => { hidden.clear(); zoom = null; show(); });
  whole.addEventListener("click", () => { zoom = null; show(); });
  for (const control of [rowList, columnList, wayList]) control.addEventListener("change", showPivot);
  pivot.addEventListener("toggle", showPivot);
  list.addEventListener("toggle", showList);
  let last = 0;
  new ResizeObserver(() => { if (stage.clientWidth !== last) { last = stage.clientWidth; show(); } }).observe(stage);
  all();
})();
