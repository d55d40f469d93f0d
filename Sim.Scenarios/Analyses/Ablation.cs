using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Running;

namespace Sim.Scenarios.Analyses;

/// <summary>What each mechanism of the model is worth: predictions with it changed or off.</summary>
public static class Ablation
{
    // A redirect that costs no more than any taken branch, and no limit that a fetch group could reach.
    const int NoMispredictCost = 1;
    const int NoTakenBranchLimit = 32;

    // Besides 0: the other alignments that a stack of 16-byte steps can have in a line of 64.
    static readonly int[] StackOffsets = [16, 32, 48];

    static readonly IReadOnlyList<(string Mechanism, string Change, Func<CellSpec, CellSpec> Apply)> Variants =
    [
        ("nothing", "as shipped", cell => cell),
        .. Stacks("stack alignment", "as shipped", cell => cell),
        ("store-release rule", "store-release data is forwarded as any other", Forwarded),
        .. Stacks("store-release rule", "forwarded: only a load across two lines waits", Forwarded),
        ("forwarding rules", "every load takes its data from stores in flight", cell => Core(cell, core => core with
        {
            Forwarding = core.Forwarding with { MultipleStores = MultipleStores.Any, Partial = true, AcrossLines = true, FromRelease = true },
        })),
        ("branch predictor", "a wrong prediction costs no more than a taken branch", cell => Core(cell, core => core with
        {
            Branches = core.Branches with { MispredictCycles = NoMispredictCost },
        })),
        ("taken-branch limit", "any number of taken branches in a fetch cycle", cell => Core(cell, core => core with
        {
            FrontEnd = core.FrontEnd with { TakenBranchesPerCycle = NoTakenBranchLimit },
        })),
        ("caches and TLBs", "every access hits the first level", cell => Core(cell, core => core with { Memory = AlwaysHits(core.Memory) })),
    ];

    /// <summary>A row per variant: the file's figures beside what the changed model predicts.</summary>
    public static IReadOnlyList<AblationRow> Of(MeasurementFile file, Runner runner) =>
    [
        .. Variants.Select(variant => new AblationRow(
            variant.Mechanism,
            variant.Change,
            Validator.Predict(file, runner.Changing(variant.Apply)))),
    ];

    static IEnumerable<(string Mechanism, string Change, Func<CellSpec, CellSpec> Apply)> Stacks(
        string mechanism, string change, Func<CellSpec, CellSpec> apply) =>
        StackOffsets.Select(offset => (
            mechanism,
            FormattableString.Invariant($"{change}; stack {offset} bytes lower"),
            (Func<CellSpec, CellSpec>)(cell => apply(cell) with { State = cell.State with { StackOffset = offset } })));

    static CellSpec Forwarded(CellSpec cell) =>
        Core(cell, core => core with { Forwarding = core.Forwarding with { FromRelease = true } });

    static CellSpec Core(CellSpec cell, Func<CoreProfile, CoreProfile> change) => cell with { Core = change(cell.Core) };

    static MemoryLevels AlwaysHits(MemoryLevels memory) => memory with
    {
        L2 = memory.L2 with { Latency = memory.LoadLatency },
        L3 = memory.L3 is { } l3 ? l3 with { Latency = memory.LoadLatency } : null,
        DramNs = 0,
        L2Tlb = memory.L2Tlb with { HitCycles = 0 },
        WalkCycles = 0,
    };
}
