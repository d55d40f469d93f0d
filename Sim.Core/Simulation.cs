using Sim.Core.Results;

namespace Sim.Core;

/// <summary>One cell in, one result out.</summary>
public static class Simulation
{
    /// <summary>Executes all calls of <paramref name="cell"/> on its core, with its tracers registered.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up; nothing was counted.</exception>
    public static RunResult Run(CellSpec cell, CancellationToken cancel = default) => throw new NotSupportedException();
}
