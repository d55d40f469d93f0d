using System.Globalization;
using Sim.Core.Kernel.Layout;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Layouts;

/// <summary>Which callsites reach the trampolines: on one boot, and over many.</summary>
static class ReachSection
{
    static readonly Column Strategy = new("strategy", "whose trampoline is meant: the common one, or one per tracer, allocated after the modules", IsText: true);
    static readonly Column From = new("from", "whose functions call", IsText: true);
    static readonly Column Direct = new("direct (%)", "callsites from which a BL reaches");
    static readonly Column Veneer = new("veneer (%)", "that call it through their module's PLT entry");
    static readonly Column Fallback = new("fallback (%)", "that use the common trampoline instead, from which a direct call goes on, while dynamic_trampoline walks the list");
    static readonly Column Unreachable = new("unreachable (%)", "that cannot be traced");

    public static Section Of(BuildReach reach) => new("Reach", [Here(reach), .. Boots(reach)], [.. Notes(reach)]);

    static Table Here(BuildReach reach) => new(
        $"At the addresses of {reach.Kernel}",
        [Strategy, From, new("callsites", "functions that can be traced"), Direct, Veneer, Fallback, Unreachable],
        [.. reach.Here.SelectMany(here => new[] { RowOf(here, "image", here.Image), RowOf(here, "modules", here.Modules) })]);

    static IEnumerable<Table> Boots(BuildReach reach) => reach.Count == 1
        ? []
        :
        [
            new(
                $"Over {NumberText.Integer(reach.Count)} boots with KASLR, seed {reach.Seed.ToString(CultureInfo.InvariantCulture)}",
                [
                    Strategy, From, Direct,
                    new("interval (%)", "95 % confidence interval of that mean", IsText: true),
                    new("p5", "5 % of boots have a smaller share of direct calls"),
                    new("p50", "half of the boots have"),
                    new("p95", "95 % of boots have"),
                    Veneer, Fallback, Unreachable,
                ],
                [.. reach.Boots.Select(RowOf)]),
        ];

    static IReadOnlyList<string> RowOf(MechanismReach here, string from, Reach reach) =>
    [
        here.Mechanism.Name,
        from,
        NumberText.Integer(reach.Callsites),
        Percent(reach.Share(reach.Direct)),
        Percent(reach.Share(reach.Veneer)),
        Percent(reach.Share(reach.Fallback)),
        Percent(reach.Share(reach.Unreachable)),
    ];

    static IReadOnlyList<string> RowOf(ReachDistribution boots) =>
    [
        boots.Strategy,
        boots.From,
        Percent(boots.Direct.Mean),
        $"{Percent(boots.Direct.Low)} to {Percent(boots.Direct.High)}",
        Percent(boots.Direct.P5),
        Percent(boots.Direct.P50),
        Percent(boots.Direct.P95),
        Percent(boots.Veneer.Mean),
        Percent(boots.Fallback.Mean),
        Percent(boots.Unreachable.Mean),
    ];

    static IEnumerable<string> Notes(BuildReach reach)
    {
        yield return "A BL reaches 128 MiB. Callsites are counted by arithmetic, as if spread evenly over their text.";
        if (reach.Count == 1)
            yield return "Without KASLR modules are loaded at the same place on every boot.";
        else
            yield return "Boots differ in where the window for modules lies; docs/model.md says which windows there are, and what of that is a guess.";
    }

    static string Percent(double share) => NumberText.Significant(100 * share);
}
