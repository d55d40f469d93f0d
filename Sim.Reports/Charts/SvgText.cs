using System.Globalization;
using System.Text.RegularExpressions;

namespace Sim.Reports.Charts;

/// <summary>Makes SVG from Skia the same in every process, and readable where the bundled font is not installed.</summary>
static partial class SvgText
{
    // Where readers prefer dark pages: ink and paper change places, and blue, which would be too dark, gets lighter.
    const string Dark = "@media (prefers-color-scheme: dark) { " +
        "[fill=\"white\"] { fill: #0d1117 } [fill=\"#333\"] { fill: #e6edf3 } [stroke=\"#333\"] { stroke: #e6edf3 } [stroke=\"white\"] { stroke: #0d1117 } " +
        "[fill=\"#6B7280\"] { fill: #9da7b3 } [stroke=\"#6B7280\"] { stroke: #9da7b3 } [stroke=\"#E3E6EA\"] { stroke: #30363d } " +
        "[fill=\"#0072B2\"] { fill: #4aa3df } [stroke=\"#0072B2\"] { stroke: #4aa3df } [fill=\"black\"] { fill: #fff } [stroke=\"black\"] { stroke: #fff } }";

    const string Fallback = "Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";

    public static string Normalize(string svg)
    {
        var names = new Dictionary<string, string>();
        var renumbered = Ids().Replace(svg, match =>
        {
            var name = match.Groups["name"].Value;
            if (!names.TryGetValue(name, out var number))
                names.Add(name, number = "c" + names.Count.ToString(CultureInfo.InvariantCulture));
            return match.Groups["before"].Value + number + match.Groups["after"].Value;
        });
        return Size().Replace(renumbered, "${size} viewBox=\"0 0 ${width} ${height}\"", 1)
            .Replace("\n\t<rect fill=\"white\"", $"\n\t<style>{Dark}</style>\n\t<rect fill=\"white\"", StringComparison.Ordinal)
            .Replace("font-family=\"Inter\"", $"font-family=\"{Fallback}\"", StringComparison.Ordinal)
            .ReplaceLineEndings("\n");
    }

    // Skia gives the size only, with which viewers clip a smaller picture instead of scaling it.
    [GeneratedRegex("""(?<size>width="(?<width>\d+)" height="(?<height>\d+)")(?=>)""")]
    internal static partial Regex Size();

    // Skia numbers clip paths by a counter of the process: the same chart drawn twice would differ.
    [GeneratedRegex("""(?<before>\bid="|\burl\(#|href="#)(?<name>[^")]+)(?<after>["\)])""")]
    internal static partial Regex Ids();
}
