using SkiaSharp;

namespace Sim.Reports.Charts;

/// <summary>How much room a text takes in the bundled font.</summary>
static class TextWidth
{
    const string NoBreakSpace = "\u00A0";

    /// <summary>Width in pixels of <paramref name="text"/> at <paramref name="size"/> pixels.</summary>
    public static float Of(string text, float size, bool bold = false)
    {
        using var font = new SKFont(BundledFont.Instance.Face(bold), size) { Subpixel = true, Hinting = SKFontHinting.None };
        return font.MeasureText(text);
    }

    /// <summary>
    /// Breaks <paramref name="text"/> at spaces, not before a unit, so that each line fits into <paramref name="width"/>;
    /// a word that does not fit gets its own line.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string text, float size, bool bold, float width)
    {
        List<string> lines = [];
        var line = "";
        foreach (var word in text.Replace(" ns", NoBreakSpace + "ns", StringComparison.Ordinal).Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Of(longer, size, bold) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        return [.. lines, line];
    }
}
