using Sim.Core.Machine;

namespace Sim.Core.Probes;

/// <summary>Reads the rules of forwarding from measured chains.</summary>
static class ForwardingRules
{
    const string Group = "forwarding";

    // Less than the least difference of two whole numbers of cycles.
    const double SmallStep = 0.5;

    public static IEnumerable<Finding> Compare(
        string probe,
        IReadOnlyList<ForwardingCase> cases,
        IReadOnlyList<(ForwardingCell Cell, ForwardingTiming Timing)> cells,
        StoreForwarding rules)
    {
        ForwardingTiming Of(string loop) => cases.Single(known => known.Loop == loop).Timing;
        var (whole, narrow, release) = (Of(ForwardingCase.Whole), Of(ForwardingCase.Narrow), Of(ForwardingCase.Release));
        var (halves, uneven, across) = (Of(ForwardingCase.Halves), Of(ForwardingCase.Uneven), Of(ForwardingCase.HalvesAcross));

        yield return Finding.Latency(probe, "one store, the same bytes", $"{Group}.latency", whole.Cycles, rules.Latency);
        yield return halves.Refused
            ? Finding.Hidden(
                probe, "per further store", $"{Group}.extra_per_store", "cycles", rules.ExtraPerStore, "no load takes bytes from two stores")
            : Finding.Latency(
                probe, "per further store", $"{Group}.extra_per_store", halves.Cycles - whole.Cycles, rules.ExtraPerStore,
                tolerance: SmallStep + (rules.HoldsIssue ? 1 : 0)); // Held, the further store itself takes a cycle to issue.

        // What crosses a line may take longer.
        var refused = new[] { narrow, uneven, halves, across with { Cycles = across.Cycles - rules.ExtraCrossing } }.Where(timing => timing.Refused).ToList();
        yield return refused.Count == 0
            ? Finding.Hidden(probe, "refused load", $"{Group}.fail_latency", "cycles", rules.FailLatency, "no load was refused")
            : Finding.Latency(probe, "refused load", $"{Group}.fail_latency", refused[0].Cycles, rules.FailLatency);

        yield return Finding.Word(probe, "one load from several stores", $"{Group}.multiple_stores",
            halves.Refused ? "never" : uneven.Refused ? "exact_halves" : "any", NameOf(rules.MultipleStores));
        yield return Finding.Word(probe, "one load from a store and the cache", $"{Group}.partial",
            YesNo(!narrow.Refused), YesNo(rules.Partial));
        yield return halves.Refused
            ? Finding.Hidden(probe, "several stores across lines", $"{Group}.across_lines", "", YesNo(rules.AcrossLines), "nor within a line")
            : Finding.Word(probe, "several stores across lines", $"{Group}.across_lines", YesNo(!across.Refused), YesNo(rules.AcrossLines));

        yield return Finding.Word(probe, "from a store-release", $"{Group}.from_release", YesNo(!release.Refused), YesNo(rules.FromRelease));
        yield return release.Refused
            ? Finding.Latency(probe, "load after a store-release", $"{Group}.release_latency", release.Cycles, rules.ReleaseLatency)
            : Finding.Hidden(
                probe, "load after a store-release", $"{Group}.release_latency", "cycles", rules.ReleaseLatency, "its data is forwarded");

        var right = cells.Count(cell => Finding.Latency(probe, "", "", cell.Cell.Cycles, cell.Cell.DeclaredCycles).Verdict == Verdict.Agrees);
        yield return Finding.Exact(probe, "overlaps of one store and one load that last as the rules say", Group, right, cells.Count);
    }

    static string NameOf(MultipleStores rule) => rule switch
    {
        MultipleStores.Never => "never",
        MultipleStores.ExactHalves => "exact_halves",
        _ => "any",
    };

    static string YesNo(bool holds) => holds ? "yes" : "no";
}
