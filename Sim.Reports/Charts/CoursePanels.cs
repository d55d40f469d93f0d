using ScottPlot;
using Sim.Core.Runs;
using Sim.Reports.Cells;

namespace Sim.Reports.Charts;

/// <summary>One cell over time: throughput per interval, and below it the overhead of the calls that got through.</summary>
static class CoursePanels
{
    const double CallsPerUnit = 1e6;

    const float NameRoom = 26;
    const float Left = 74;
    const float Right = 16;

    // Above the highest value and all bands: the names of what happens.
    const double RoomForNames = 1.2;
    const double RoomForValues = 1.05;

    /// <param name="cell">A cell with intervals.</param>
    /// <param name="name">What tells it from the others.</param>
    /// <param name="time">The horizontal axis.</param>
    /// <param name="length">Where that axis ends.</param>
    /// <param name="width">Pixels of the panel.</param>
    public static ChartPanel Throughput(CellResult cell, string name, TimeScale time, double length, float width)
    {
        var course = cell.Run!.Course;
        var baseline = IntervalFigures.BaselineCallsPerSecond(cell)!.Value / CallsPerUnit;
        var most = Math.Max(baseline, course.Intervals.Max(interval => interval.CallsPerSecond) / CallsPerUnit);
        var (filled, top) = (RoomForValues * most, course.Absences.Any(absence => absence.Tool.Length > 0) ? RoomForNames * most : RoomForValues * most);
        var padding = new PixelPadding(Left, Right, bottom: 26, top: NameRoom);
        var plot = ChartTheme.NewPlot("", "million calls/s", padding);
        AbsenceMarks.Add(plot, course.Absences, time, length, 0, filled);
        AddBaseline(plot, baseline, length);
        var (x, y) = Steps(course.Intervals, time, interval => interval.CallsPerSecond / CallsPerUnit);
        var fill = plot.Add.FillY(x, new double[x.Length], y);
        fill.FillColor = ChartTheme.ColorOf(0).WithAlpha(0.2);
        fill.LineWidth = 0;
        AddLine(plot, x, y);
        AbsenceMarks.AddNames(plot, course.Absences, time, length, top, width - Left - Right);
        SetAxes(plot, length, 0, top);
        return new(plot, name, padding);
    }

    /// <summary>Time per call above the average without tracers.</summary>
    public static ChartPanel Overhead(CellResult cell, TimeScale time, double length)
    {
        var course = cell.Run!.Course;
        var values = course.Intervals.Select(interval => IntervalFigures.OverheadPercent(cell, interval)).OfType<double>().DefaultIfEmpty(0).Order().ToList();
        var padding = new PixelPadding(Left, Right, bottom: 52, top: 8);
        var plot = ChartTheme.NewPlot($"time since the first counted call ({time.Unit})", "overhead (%)", padding);

        // An interval in which the core was hardly there would be all that one sees.
        var highest = Math.Max(10, 1.25 * values[(int)(0.97 * (values.Count - 1))]);
        var (low, top) = (Math.Max(Math.Min(0, values[0]), -highest), highest);
        AbsenceMarks.Add(plot, course.Absences, time, length, low, top);
        foreach (var run in Runs(course.Intervals))
        {
            var (x, y) = Steps(run, time, interval => IntervalFigures.OverheadPercent(cell, interval)!.Value);
            AddLine(plot, x, y);
        }

        SetAxes(plot, length, low, top);
        return new(plot, "", padding);
    }

    // Where no call ended there is no overhead: a gap.
    static IEnumerable<List<IntervalResult>> Runs(IReadOnlyList<IntervalResult> intervals)
    {
        List<IntervalResult> run = [];
        foreach (var interval in intervals)
        {
            if (interval.Calls.Total > 0)
            {
                run.Add(interval);
                continue;
            }

            if (run.Count > 0)
                yield return run;
            run = [];
        }

        if (run.Count > 0)
            yield return run;
    }

    static (double[] X, double[] Y) Steps(IReadOnlyList<IntervalResult> intervals, TimeScale time, Func<IntervalResult, double> value) => (
        [.. intervals.SelectMany(interval => new[] { time.Of(interval.StartNs), time.Of(interval.EndNs) })],
        [.. intervals.SelectMany(interval => Enumerable.Repeat(value(interval), 2))]);

    static void AddLine(Plot plot, double[] x, double[] y)
    {
        var line = plot.Add.ScatterLine(x, y);
        line.LineStyle = new LineStyle(1.8f, ChartTheme.ColorOf(0));
    }

    static void AddBaseline(Plot plot, double level, double length)
    {
        var line = plot.Add.Line(0, level, length, level);
        line.LineStyle = new LineStyle(1.4f, ChartTheme.ColorOf(1));
    }

    static void SetAxes(Plot plot, double length, double low, double top)
    {
        ChartTheme.SetTicks(plot.Axes.Bottom, TimeScale.Ticks(0, length, most: 12));
        ChartTheme.SetTicks(plot.Axes.Left, TimeScale.Ticks(low, top, most: 5));
        plot.Axes.SetLimits(0, length, low, top);
    }
}
