using Sim.Core.Diagnostics;

namespace Sim.Core.Loads.Checking;

/// <summary>What came of trying a user's own trampoline or tracer.</summary>
/// <param name="Mistakes">What real hardware or a real kernel would not survive. Empty if all is well.</param>
/// <param name="Remarks">What works and costs more than it must, one sentence each without a full stop.</param>
public sealed record CheckResult(IReadOnlyList<Diagnostic> Mistakes, IReadOnlyList<string> Remarks);
