using ScottPlot;
using SkiaSharp;

namespace Sim.Reports.Charts;

/// <summary>One entry of a chart's key.</summary>
/// <param name="Text">What the symbol represents.</param>
/// <param name="Marker">The marker.</param>
/// <param name="Line">The line through the marker. Null for points without a line.</param>
sealed record ChartKey(string Text, MarkerStyle Marker, LineStyle? Line)
{
    /// <summary>Draws the marker alone; a short line where there is none.</summary>
    public void DrawMarker(SKCanvas canvas, float x, float y)
    {
        if (Marker.Shape == MarkerShape.None || Marker.Size <= 0)
        {
            DrawSymbol(canvas, x - 7, y, 14);
            return;
        }

        using var paint = Paint.NewDisposablePaint();
        Drawing.DrawMarker(canvas, paint, new Pixel(x, y), Marker);
    }

    public void DrawSymbol(SKCanvas canvas, float x, float y, float width)
    {
        using var paint = Paint.NewDisposablePaint();
        if (Line is not null)
            Drawing.DrawLine(canvas, paint, new Pixel(x, y), new Pixel(x + width, y), Line);
        Drawing.DrawMarker(canvas, paint, new Pixel(x + (width / 2), y), Marker);
    }
}
