using ScottPlot;
using Sim.Core.Diagnostics;
using SkiaSharp;

namespace Sim.Reports.Charts;

/// <summary>Inter, which travels inside this assembly.</summary>
/// <remarks>Charts then look the same on every machine, and have text where no font is installed.</remarks>
sealed class BundledFont : IFontResolver
{
    public const string Name = "Inter";

    static readonly Lazy<BundledFont> Loaded = new(Load);

    readonly SKTypeface _regular;
    readonly SKTypeface _bold;

    BundledFont(SKTypeface regular, SKTypeface bold)
    {
        _regular = regular;
        _bold = bold;
    }

    /// <summary>The faces, known to ScottPlot from the first use on.</summary>
    public static BundledFont Instance => Loaded.Value;

    public SKTypeface Face(bool bold) => bold ? _bold : _regular;

    // Whatever name is requested: no chart of ours may depend on a font of the machine.
    public SKTypeface CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        Face(weight >= FontWeight.SemiBold);

    public SKTypeface CreateTypeface(string fontName, bool bold, bool italic) => Face(bold);

    static BundledFont Load()
    {
        var font = new BundledFont(Read("Inter-Regular.otf"), Read("Inter-Bold.otf"));
        Fonts.FontResolvers.Insert(0, font);
        Fonts.Default = Name;
        return font;
    }

    static SKTypeface Read(string resource)
    {
        using var stream = typeof(BundledFont).Assembly.GetManifestResourceStream(resource)
            ?? throw new SimBug($"the font {resource} is not in the assembly");
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new SimBug($"the font {resource} cannot be read");
    }
}
