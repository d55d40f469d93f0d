using Sim.Core.Kernel.Functions;
using Sim.Core.Runs;
using Sim.Scenarios.Profiles;

namespace Sim.Scenarios.Sweeps;

/// <summary>What one combination of a sweep's values makes of a cell that only has its machine.</summary>
/// <param name="Sweep">The entry that the values are of.</param>
/// <param name="Apply">The change.</param>
sealed record Step(Sweep Sweep, Func<CellSpec, CellSpec> Apply)
{
    /// <summary>Values of the core and the kernel that it sets.</summary>
    public required ProfileSettings Settings { get; init; }

    /// <summary>Its strategies instead of the scenario's: one. Null where the sweep does not vary it.</summary>
    public IReadOnlyList<UserTrampoline?>? Designs { get; init; }

    /// <summary>The seed instead of the scenario's. Null where the sweep does not vary it.</summary>
    public long? Seed { get; init; }

    /// <summary>Where the entry searches: the value that varies, and the others as <c>name=value</c>. Null where every cell is run.</summary>
    public (string Value, string Others)? Sought { get; init; }

    /// <summary>Values that it sets by their paths.</summary>
    public IReadOnlyList<SweptValue> Swept { get; init; } = [];
}
