using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Sim.Reports.Tables;

/// <summary>Documents as one HTML file that needs nothing else: no network, no fonts, and no script to be read.</summary>
/// <remarks>Where scripts run, one sorts, filters and copies tables, and draws, pivots and lists all cells. The content security policy allows that script and these styles by their hashes, and nothing else.</remarks>
public static class HtmlRenderer
{
    static readonly string Style = Resource("report.css");
    static readonly string Script = Resource("report.js") + Resource("explore.js");

    /// <summary>The document as an HTML page, ending in one newline.</summary>
    /// <param name="document">What it says.</param>
    /// <param name="charts">SVG documents that stand between the answer and the tables, each with a description.</param>
    /// <param name="origin">What ran.</param>
    /// <param name="cells">All cells as JSON, for the script to draw and to list; null for none.</param>
    public static string Render(Document document, IReadOnlyList<(string Svg, string Description)> charts, string origin, string? cells = null)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; ")
            .Append("style-src ").Append(HashOf(Style)).Append("; script-src ").Append(HashOf(Script)).Append("\">\n")
            .Append("<title>").Append(Escape(document.Title)).Append("</title>\n<style>").Append(Style).Append("</style>\n</head>\n<body>\n<main>\n")
            .Append("<h1>").Append(Escape(document.Title)).Append("</h1>\n");
        foreach (var paragraph in document.Paragraphs)
            html.Append("<p>").Append(Escape(paragraph)).Append("</p>\n");
        foreach (var (svg, description) in charts)
            AppendChart(svg, description, html);
        if (cells is not null)
            html.Append("<section id=\"explore\" hidden>\n<h2>Explore</h2>\n</section>\n");
        foreach (var section in document.Sections)
            AppendSection(section, html);
        html.Append("<footer>").Append(Escape(origin)).Append("</footer>\n</main>\n").Append(cells is null ? "" : $"<script type=\"application/json\" id=\"cells\">{cells}</script>\n").Append("<script>").Append(Script).Append("</script>\n</body>\n</html>\n");
        return html.ToString();
    }

    // An image, not inline SVG: two charts may use the same ids, and a page's styles are not those of its charts.
    static void AppendChart(string svg, string description, StringBuilder html) => html
        .Append("<div class=\"chart\" tabindex=\"0\"><img alt=\"").Append(Escape(description)).Append("\" src=\"data:image/svg+xml;base64,").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))).Append("\"></div>\n");

    static void AppendSection(Section section, StringBuilder html)
    {
        html.Append("<section>\n<h2>").Append(Escape(section.Heading)).Append("</h2>\n");
        foreach (var table in section.Tables)
            AppendTable(table, html);
        if (section.Legend.Count > 0)
        {
            html.Append("<details>\n<summary>Columns</summary>\n<dl>\n");
            foreach (var column in section.Legend)
                html.Append("<dt>").Append(Escape(column.Heading)).Append("</dt><dd>").Append(Escape(column.Meaning)).Append("</dd>\n");
            html.Append("</dl>\n</details>\n");
        }

        if (section.Notes.Count > 0)
            html.Append("<ul>\n").AppendJoin("", section.Notes.Select(note => $"<li>{Escape(note)}</li>\n")).Append("</ul>\n");
        html.Append("</section>\n");
    }

    static void AppendTable(Table table, StringBuilder html)
    {
        html.Append("<div class=\"table\" tabindex=\"0\">\n<table>\n");
        if (table.Heading.Length > 0)
            html.Append("<caption>").Append(Escape(table.Heading)).Append("</caption>\n");
        html.Append("<thead><tr>").AppendJoin("", table.Columns.Select(column => $"<th scope=\"col\" title=\"{Escape(column.Meaning)}\"{ClassOf(column)}>{Escape(column.Heading)}</th>"))
            .Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
            html.Append("<tr>").AppendJoin("", row.Select((cell, i) => $"<td{ClassOf(table.Columns[i])}>{Escape(cell)}</td>")).Append("</tr>\n");
        html.Append("</tbody>\n</table>\n</div>\n");
    }

    static string ClassOf(Column column) => column.IsText ? " class=\"text\"" : "";

    static string HashOf(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    static string Escape(string text) => WebUtility.HtmlEncode(text);

    static string Resource(string name)
    {
        using var stream = typeof(HtmlRenderer).Assembly.GetManifestResourceStream(name) ?? throw new Core.Diagnostics.SimBug($"{name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
