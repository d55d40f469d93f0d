using Sim.Core.A64;

namespace Sim.Core.Kernel.Functions;

/// <summary>A user's own way of dispatch: a text of assembly that enabled callsites call instead of <c>ftrace_caller</c>.</summary>
/// <remarks>
/// Each enabled callsite has a copy, assembled with the build's constants and two of its own: <c>CALLSITE_OPS</c> and <c>CALLSITE_FUNC</c>, the
/// only ops on the record and its function, or the ops and the function for the list. The build's own routines are there, too.
/// </remarks>
/// <param name="Name">The strategy in results.</param>
/// <param name="Text">The text; global label <paramref name="Entry"/> is where the callsite's BL leads.</param>
/// <param name="Entry">Name of a global label.</param>
/// <param name="InModuleRegion">True if copies are allocated in the module region; false if they are part of the kernel image.</param>
public sealed record UserTrampoline(string Name, SourceText Text, string Entry, bool InModuleRegion)
{
    /// <summary>Constant with the address of the ops that the callsite calls.</summary>
    public const string OpsConstant = "CALLSITE_OPS";

    /// <summary>Constant with the address of that ops' function.</summary>
    public const string FuncConstant = "CALLSITE_FUNC";
}
