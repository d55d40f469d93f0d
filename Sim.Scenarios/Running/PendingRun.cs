using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Store;

namespace Sim.Scenarios.Running;

/// <summary>A run that cells wait for.</summary>
sealed class PendingRun(string key, CellSpec spec)
{
    /// <inheritdoc cref="Spec.CellKey.Of"/>
    public string Key { get; } = key;

    public CellSpec Spec { get; } = spec;

    /// <summary>Mistakes of the user's own texts that only a whole run shows.</summary>
    public IReadOnlyList<Diagnostic> Mistakes { get; set; } = [];

    /// <summary>What it gave; null while it is not done.</summary>
    public StoredRun? Outcome { get; set; }
}
