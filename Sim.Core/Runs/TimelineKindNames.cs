namespace Sim.Core.Runs;

/// <summary>Names of <see cref="TimelineKind"/> in scenarios and results.</summary>
public static class TimelineKindNames
{
    /// <summary>Kinds by name.</summary>
    public static IReadOnlyDictionary<string, TimelineKind> All { get; } = new Dictionary<string, TimelineKind>
    {
        ["tick"] = TimelineKind.Tick,
        ["interrupt"] = TimelineKind.Interrupt,
        ["time_slice"] = TimelineKind.TimeSlice,
        ["context_switch"] = TimelineKind.ContextSwitch,
        ["tracing_off"] = TimelineKind.TracingOff,
        ["tracing_on"] = TimelineKind.TracingOn,
        ["attach"] = TimelineKind.Attach,
        ["detach"] = TimelineKind.Detach,
    };

    public static string Of(TimelineKind kind) => All.First(entry => entry.Value == kind).Key;
}
