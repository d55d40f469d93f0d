using ScottPlot;
using Sim.Core.Runs;
using Sim.Reports.Tables;

namespace Sim.Reports.Charts;

/// <summary>What had the core instead of the workload: bands where that can be seen, small marks where it is too short.</summary>
static class AbsenceMarks
{
    const float LabelSize = 12;

    // Below this share of the axis a band would be a line of no width.
    const double LeastShare = 0.002;

    // Marks of a kind that are nearer to each other would be one.
    const double LeastDistance = 0.008;

    // After this share of the axis a word is on the left of its line.
    const double RoomForWord = 0.88;

    /// <summary>Kinds that occur, with their entries in the key.</summary>
    public static IEnumerable<ChartKey> Keys(IEnumerable<Absence> absences) => absences
        .Select(absence => absence.Kind).Distinct().Order()
        .Select(kind => new ChartKey(KeyOf(kind), kind is TimelineKind.Tick or TimelineKind.Interrupt ? MarkOf(kind) : new MarkerStyle(MarkerShape.FilledSquare, 14, BandOf(kind)), null));

    /// <summary>Adds them to a panel whose vertical axis ends at <paramref name="top"/>.</summary>
    public static void Add(Plot plot, IReadOnlyList<Absence> absences, TimeScale time, double length, double top)
    {
        foreach (var kind in absences.GroupBy(absence => absence.Kind))
        {
            var last = double.NegativeInfinity;
            foreach (var absence in kind)
            {
                var (start, end) = (time.Of(absence.StartNs), time.Of(absence.EndNs));
                if (end - start >= LeastShare * length)
                    AddBand(plot, start, end, BandOf(kind.Key));
                else if (start - last >= LeastDistance * length)
                    plot.Add.Marker(last = start, top * HeightOf(kind.Key)).MarkerStyle = MarkOf(kind.Key);
            }
        }
    }

    /// <summary>Adds a line with a word where a tool begins or ends to attach or detach.</summary>
    public static void AddNames(Plot plot, IReadOnlyList<Absence> absences, TimeScale time, double length, double top)
    {
        foreach (var change in absences.Where(absence => absence.Tool.Length > 0).GroupBy(absence => (absence.Kind, absence.Tool)))
        {
            AddName(plot, time.Of(change.First().StartNs), length, top, $"{NameOf(change.Key.Kind)} {change.Key.Tool}");
            AddName(plot, time.Of(change.Last().EndNs), length, top, change.Key.Kind == TimelineKind.Attach ? "attached" : "detached");
        }
    }

    static void AddBand(Plot plot, double start, double end, Color color)
    {
        var band = plot.Add.HorizontalSpan(start, end);
        band.FillStyle.Color = color;
        band.LineStyle.Width = 0;
    }

    static void AddName(Plot plot, double x, double length, double top, string text)
    {
        plot.Add.Line(x, 0, x, top * 0.9).LineStyle = new LineStyle(1, ChartTheme.FaintInk);
        var label = plot.Add.Text(text, x, top);
        label.LabelFontName = BundledFont.Name;
        label.LabelFontSize = LabelSize;
        label.LabelFontColor = ChartTheme.Ink;
        var isAtTheEnd = x > RoomForWord * length;
        label.LabelAlignment = isAtTheEnd ? Alignment.UpperRight : Alignment.UpperLeft;
        label.OffsetX = isAtTheEnd ? -4 : 4;
        label.OffsetY = 22;
    }

    static string NameOf(TimelineKind kind) => TimelineKindNames.Of(kind);

    static string KeyOf(TimelineKind kind) => kind switch
    {
        TimelineKind.Attach => "a task attaches",
        TimelineKind.Detach => "a task detaches",
        TimelineKind.TimeSlice => "another task's time slice",
        _ => NameOf(kind),
    };

    static Color BandOf(TimelineKind kind) => kind switch
    {
        TimelineKind.Attach => ChartTheme.ColorOf(4).WithAlpha(0.35),
        TimelineKind.Detach => ChartTheme.ColorOf(3).WithAlpha(0.3),
        _ => ChartTheme.FaintInk.WithAlpha(0.22),
    };

    // Marks of two kinds do not overlap.
    static double HeightOf(TimelineKind kind) => kind == TimelineKind.Interrupt ? 0.08 : 0.03;

    static MarkerStyle MarkOf(TimelineKind kind) => kind switch
    {
        TimelineKind.Attach => new(MarkerShape.FilledTriangleUp, 6, ChartTheme.ColorOf(4)),
        TimelineKind.Detach => new(MarkerShape.FilledTriangleUp, 6, ChartTheme.ColorOf(3)),
        TimelineKind.Interrupt => new(MarkerShape.FilledDiamond, 6, ChartTheme.ColorOf(5)),
        _ => new(MarkerShape.FilledTriangleUp, 6, ChartTheme.FaintInk),
    };
}
