using Sim.Core.Units;

namespace Sim.Core.Runs;

/// <summary>What happens to the system while a cell runs, by the clock. Equal entries in equal order are equal timelines.</summary>
/// <param name="Entries">In the order of the scenario; among entries of the same time and kind, the earlier one goes first.</param>
public sealed record Timeline(IReadOnlyList<TimelineEntry> Entries)
{
    /// <summary>Nothing happens.</summary>
    public static Timeline Empty { get; } = new([]);

    /// <summary>True if nothing happens.</summary>
    public bool IsEmpty => Entries.Count == 0;

    /// <summary>The same while untraced.</summary>
    public Timeline WithoutTools => ChangesTools ? new([.. Entries.Where(entry => entry.Tool.Length == 0)]) : this;

    /// <summary>True if tracers come or go.</summary>
    public bool ChangesTools => Entries.Any(entry => entry.Kind is TimelineKind.Attach or TimelineKind.Detach);

    /// <summary>True if the first that happens to the tool is that it attaches: until then it is not there. All others are there from the start.</summary>
    public bool ComesLater(string tool) => Entries.Where(entry => entry.Tool == tool).MinBy(entry => entry.At) is { Kind: TimelineKind.Attach };

    /// <summary>Latest time of an entry, and longest length, in picoseconds: a day.</summary>
    public const long MaxPicoseconds = 86_400L * 1_000_000_000_000;

    /// <summary>What happens, in a few words: <c>3 times time_slice 4 ms from 1 ms</c>. Entries that never happen are left out.</summary>
    public override string ToString() => string.Join("; ", Entries.Where(entry => entry.Times != 0));

    public bool Equals(Timeline? other) => other is not null && Entries.SequenceEqual(other.Entries);

    public override int GetHashCode() => Entries.Aggregate(0, HashCode.Combine);
}

/// <summary>One thing that happens, once or again and again.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">First time in picoseconds from the first counted call on; 0 to <see cref="Timeline.MaxPicoseconds"/>.</param>
/// <param name="Every">From one time to the next in picoseconds; 1 or more. Matters only where <paramref name="Times"/> is not 1.</param>
/// <param name="Times">How often; 0 for never, null for as long as the run lasts.</param>
/// <param name="Length">Time that the core is taken away, in picoseconds.</param>
/// <param name="Lines">Lines of data, lines of code and branches that the others use in that time; 0 to <see cref="RunState.MaxPollutedLines"/>.</param>
public sealed record TimelineEntry(TimelineKind Kind, long At, long Every, long? Times, long Length, int Lines)
{
    /// <summary>Name of the tool that is attached or detached; empty for other kinds.</summary>
    public string Tool { get; init; } = "";

    /// <summary>Tasks of the workload that take turns at context switches, 2 to <see cref="MaxTasks"/>; 0 for other kinds.</summary>
    public int Tasks { get; init; }

    /// <summary>True if a context switch makes the core forget its branch predictors.</summary>
    public bool FlushesPredictors { get; init; }

    /// <summary>Most tasks that take turns.</summary>
    public const int MaxTasks = 100;

    public override string ToString()
    {
        if (Tool.Length > 0)
            return $"{TimelineKindNames.Of(Kind)} {Tool} at {new Picoseconds(At)}" + (Length == 0 ? "" : $", {new Picoseconds(Length)} every {new Picoseconds(Every)}");
        var times = Times is 1 or null ? "" : FormattableString.Invariant($"{Times} times ");
        var lines = Lines == 0 ? "" : FormattableString.Invariant($" polluting {Lines}");
        var rate = Times is null ? $" every {new Picoseconds(Every)}" : "";
        var tasks = Tasks == 0 ? "" : FormattableString.Invariant($" among {Tasks} tasks");
        var flush = FlushesPredictors ? ", predictors flushed," : "";
        return $"{times}{TimelineKindNames.Of(Kind)} {new Picoseconds(Length)}{lines}{tasks}{flush}{rate} from {new Picoseconds(At)}";
    }
}

/// <summary>Kinds of things that happen.</summary>
public enum TimelineKind
{
    /// <summary>The timer's interrupt. One that is due while others have the core anyway is theirs.</summary>
    Tick,

    /// <summary>A device's interrupt; the same holds.</summary>
    Interrupt,

    /// <summary>A competing task gets the CPU for its time slice. One that is due while others have the core begins after them.</summary>
    TimeSlice,

    /// <summary>
    /// The scheduler lets the workload go on in the next of its own tasks, <see cref="TimelineEntry.Tasks"/> of which take turns: with another stack and
    /// <c>task_struct</c>, at the end of the call that is under way.
    /// </summary>
    ContextSwitch,

    /// <summary>A task writes 0 to <c>tracing_on</c> of every trace: ring buffers record no more, tracers and their dispatch go on.</summary>
    TracingOff,

    /// <summary>A task writes 1 there.</summary>
    TracingOn,

    /// <summary>
    /// A task of its own registers the ops of a tool. It has the core for <see cref="TimelineEntry.Length"/> every <see cref="TimelineEntry.Every"/>
    /// until it is done; without a length, at once.
    /// </summary>
    Attach,

    /// <summary>The same, to unregister them.</summary>
    Detach,
}
