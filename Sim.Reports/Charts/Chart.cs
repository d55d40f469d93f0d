using ScottPlot;
using SkiaSharp;

namespace Sim.Reports.Charts;

/// <summary>A finished chart: title, conditions, key, rows of panels, notes and origin. Draws itself as SVG or PNG.</summary>
/// <remarks>Equal charts give equal bytes, on machines with and without fonts, whatever the process drew before.</remarks>
public sealed class Chart
{
    const float PixelsPerUnit = 2;
    const float Border = 20;
    const float TitleSize = 19;
    const float SubtitleSize = 13;
    const float KeySize = ChartTheme.KeySize;
    const float PanelNameSize = 13;
    const float EndLabelGap = 24;
    const float FooterSize = 11;
    const float LineHeight = 1.35f;
    const float KeySymbolWidth = 38;

    readonly string _title;
    readonly string _subtitle;
    readonly IReadOnlyList<ChartKey> _keys;
    readonly IReadOnlyList<PanelRow> _rows;
    readonly IReadOnlyList<string> _footer;

    internal Chart(
        int width,
        string title,
        string subtitle,
        IReadOnlyList<ChartKey> keys,
        IReadOnlyList<PanelRow> rows,
        IReadOnlyList<string> footer)
    {
        Width = width;
        _title = title;
        _subtitle = subtitle;
        _keys = keys;
        _rows = rows;
        _footer = footer;
        using var nothing = new SKPictureRecorder();
        Height = (int)MathF.Ceiling(Draw(nothing.BeginRecording(SKRect.Create(width, 1))));
    }

    /// <summary>The answer in a sentence.</summary>
    public string Title => _title;

    /// <summary>The texts of the key and at the ends of lines.</summary>
    public IReadOnlyList<string> Names => [.. _keys.Concat(_rows.SelectMany(row => row.Panels).SelectMany(panel => panel.EndLabels).Select(label => label.Key)).Select(key => key.Text)];

    /// <summary>Width in pixels of a screen without scaling.</summary>
    public int Width { get; }

    /// <summary>Height in the same pixels.</summary>
    public int Height { get; }

    /// <summary>The chart as an SVG document.</summary>
    public string ToSvg()
    {
        using var bytes = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(Width, Height), bytes))
            Draw(canvas);
        return SvgText.Normalize(System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
    }

    /// <summary>The chart as a PNG file with two pixels per unit in each direction.</summary>
    public byte[] ToPng()
    {
        using var surface = SKSurface.Create(new SKImageInfo((int)(Width * PixelsPerUnit), (int)(Height * PixelsPerUnit)));
        surface.Canvas.Scale(PixelsPerUnit);
        Draw(surface.Canvas);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    // Returns the height, which the number of lines decides.
    float Draw(SKCanvas canvas)
    {
        canvas.Clear(SKColors.White);
        var y = Border;
        y = DrawText(canvas, _title, TitleSize, bold: true, ChartTheme.Ink, y);
        y = DrawText(canvas, _subtitle, SubtitleSize, bold: false, ChartTheme.FaintInk, y + 4);
        y = DrawKeys(canvas, y + 8);
        y += 4;
        foreach (var row in _rows)
            y = DrawPanels(canvas, row, y);
        foreach (var line in _footer)
            y = DrawText(canvas, line, FooterSize, bold: false, ChartTheme.FaintInk, y + 2);
        return y + (Border / 2);
    }

    float DrawText(SKCanvas canvas, string text, float size, bool bold, Color color, float y)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(line => TextWidth.Wrap(line, size, bold, Width - (2 * Border))))
        {
            DrawLine(canvas, line, Border, y + size, size, bold, color);
            y += size * LineHeight;
        }

        return y;
    }

    float DrawKeys(SKCanvas canvas, float y)
    {
        var x = Border;
        foreach (var key in _keys)
        {
            var width = KeySymbolWidth + TextWidth.Of(key.Text, KeySize) + Border;
            if (x > Border && x + width > Width)
                (x, y) = (Border, y + (KeySize * 1.7f));
            key.DrawSymbol(canvas, x, y + (KeySize * 0.66f), KeySymbolWidth - 10);
            DrawLine(canvas, key.Text, x + KeySymbolWidth, y + KeySize, KeySize, bold: false, ChartTheme.Ink);
            x += width;
        }

        return _keys.Count == 0 ? y : y + (KeySize * 1.7f);
    }

    // Data areas of a row are equally wide, whatever room its panels need for axes and names.
    float DrawPanels(SKCanvas canvas, PanelRow row, float y)
    {
        if (row.Panels.Count == 0)
            return y;

        var padding = row.Panels.Sum(panel => panel.Padding.Left + panel.Padding.Right);
        var area = row.AreaWidth > 0 ? row.AreaWidth : (Width - Border - padding) / row.Panels.Count;
        var x = Border / 2;
        foreach (var panel in row.Panels)
        {
            var width = area + panel.Padding.Left + panel.Padding.Right;
            panel.Plot.Render(canvas, new PixelRect(new Pixel(x, y), new PixelSize(width, row.Height)));
            DrawLine(canvas, panel.Name, x + panel.Padding.Left, y + PanelNameSize + 4, PanelNameSize, bold: true, ChartTheme.Ink);
            foreach (var label in panel.EndLabels)
            {
                var left = x + panel.Padding.Left + area;
                label.Key.DrawMarker(canvas, left + 12, y + label.Y);
                DrawLine(canvas, label.Key.Text, left + EndLabelGap, y + label.Y + (KeySize * 0.36f), KeySize, bold: false, ChartTheme.Ink);
            }

            x += width;
        }

        return y + row.Height;
    }

    static void DrawLine(SKCanvas canvas, string text, float x, float baseline, float size, bool bold, Color color)
    {
        using var font = new SKFont(BundledFont.Instance.Face(bold), size) { Subpixel = true, Hinting = SKFontHinting.None };
        using var paint = new SKPaint { Color = color.ToSKColor(), IsAntialias = true };
        canvas.DrawText(text, x, baseline, SKTextAlign.Left, font, paint);
    }
}
