using System.Globalization;
using System.Text.RegularExpressions;

namespace Sim.Reports.Charts;

/// <summary>Makes SVG from Skia the same in every process, and readable where the bundled font is not installed.</summary>
static partial class SvgText
{
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
