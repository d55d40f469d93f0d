using Sim.Core.Kernel;

namespace Sim.Scenarios.Import;

/// <summary>One run of the ftrace-ops sample as its log tells it.</summary>
/// <param name="Line">Line of the result, from 1.</param>
/// <param name="Relevant">Ops whose filter contains the called tracee.</param>
/// <param name="Irrelevant">Ops whose filter contains only another tracee.</param>
/// <param name="Tracer">Tracer body: one of <c>Tracer.All</c>.</param>
/// <param name="Flags">Flags of every ops.</param>
/// <param name="Calls">Calls of the tracee, 1 or more.</param>
/// <param name="TotalNs">Time of all calls as the log gives it.</param>
public sealed record LogRun(int Line, int Relevant, int Irrelevant, string Tracer, OpsFlags Flags, long Calls, long TotalNs);
