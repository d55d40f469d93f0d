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

    const float WordDistance = 4;

    /// <summary>Kinds that occur, with their entries in the key.</summary>
    public static IEnumerable<ChartKey> Keys(IEnumerable<Absence> absences) => absences
        .Select(absence => absence.Kind).Distinct().Order()
        .Select(kind => new ChartKey(KeyOf(kind), kind is TimelineKind.Tick or TimelineKind.Interrupt ? MarkOf(kind) : new MarkerStyle(MarkerShape.FilledSquare, 14, BandOf(kind)), null));

    /// <summary>Adds them to a panel, from <paramref name="low"/> to <paramref name="top"/> of its vertical axis.</summary>
    public static void Add(Plot plot, IReadOnlyList<Absence> absences, TimeScale time, double length, double low, double top)
    {
        foreach (var kind in absences.GroupBy(absence => absence.Kind))
        {
            var last = double.NegativeInfinity;
            foreach (var absence in kind)
            {
                var (start, end) = (time.Of(absence.StartNs), time.Of(absence.EndNs));
                if (end - start >= LeastShare * length)
                    AddBand(plot, start, end, low, top, BandOf(kind.Key));
                else if (start - last >= LeastDistance * length)
                    plot.Add.Marker(last = start, top * HeightOf(kind.Key)).MarkerStyle = MarkOf(kind.Key);
            }
        }
    }

    /// <summary>Adds a line where a tool begins or ends to attach or detach, with a word beside it where there is room.</summary>
    /// <param name="width">Pixels of the axis.</param>
    public static void AddNames(Plot plot, IReadOnlyList<Absence> absences, TimeScale time, double length, double top, float width)
    {
        var names = absences.Where(absence => absence.Tool.Length > 0).GroupBy(absence => (absence.Kind, absence.Tool)).SelectMany(change => new[]
        {
            (X: time.Of(change.First().StartNs), Text: $"{NameOf(change.Key.Kind)} {change.Key.Tool}"),
            (X: time.Of(change.Last().EndNs), Text: change.Key.Kind == TimelineKind.Attach ? "attached" : "detached"),
        }).OrderBy(name => name.X).ToList();
        var free = 0f;
        foreach (var (i, (x, text)) in names.Index())
        {
            plot.Add.Line(x, 0, x, top).LineStyle = new LineStyle(1, ChartTheme.FaintInk);
            var (at, room) = ((float)(x / length) * width, TextWidth.Of(text, LabelSize) + (2 * WordDistance));
            var next = i + 1 < names.Count ? (float)(names[i + 1].X / length) * width : width;
            if (at >= free && at + room <= next)
                AddWord(plot, x, top, text, isLeft: false);
            else if (at - room >= free)
                AddWord(plot, x, top, text, isLeft: true);
            else
                continue;
            free = at >= free && at + room <= next ? at + room : at;
        }
    }

    static void AddBand(Plot plot, double start, double end, double low, double top, Color color)
    {
        var band = plot.Add.Rectangle(start, end, low, top);
        band.FillStyle.Color = color;
        band.LineStyle.Width = 0;
    }

    static void AddWord(Plot plot, double x, double top, string text, bool isLeft)
    {
        var label = plot.Add.Text(text, x, top);
        label.LabelFontName = BundledFont.Name;
        label.LabelFontSize = LabelSize;
        label.LabelFontColor = ChartTheme.Ink;
        label.LabelAlignment = isLeft ? Alignment.UpperRight : Alignment.UpperLeft;
        label.OffsetX = isLeft ? -WordDistance : WordDistance;
        label.OffsetY = 2;
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
