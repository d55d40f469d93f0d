using Sim.Core.Kernel.Ops;

namespace Sim.Core.Runs;

/// <summary>How a cell's tracers are registered, besides their number and flags.</summary>
/// <param name="Attachment">How the oldest relevant tracer asks to be called; the others always through their ops.</param>
/// <param name="BuiltIn">
/// True if tracers and their ops are part of the kernel image, false if they are in a module. Without effect on tracers that only the kernel has.
/// </param>
/// <param name="Relevant">Sizes of the hashes of each relevant ops. The filter contains the tracee, the notrace hash does not.</param>
/// <param name="Irrelevant">
/// Sizes of the hashes of each irrelevant ops. The filter does not contain the tracee; where it is empty, the notrace hash does.
/// </param>
public sealed record TracerSetup(Attachment Attachment, bool BuiltIn, FilterSpec Relevant, FilterSpec Irrelevant)
{
    /// <summary>In a module, each called through its ops, each for one function.</summary>
    public static TracerSetup Plain { get; } = new(Attachment.Ops, false, FilterSpec.One, FilterSpec.One);

    /// <summary>What differs from <see cref="Plain"/>: <c>plain</c>, <c>built-in</c>, <c>filter 73, irrelevant filter all-1</c>, <c>far</c>.</summary>
    public override string ToString()
    {
        List<string> parts = [];
        if (Attachment.Remark is { } remark)
            parts.Add(remark);
        if (BuiltIn)
            parts.Add("built-in");
        if (Relevant != FilterSpec.One)
            parts.Add($"filter {Relevant}");
        if (Irrelevant != FilterSpec.One)
            parts.Add($"irrelevant filter {Irrelevant}");
        return parts.Count == 0 ? "plain" : string.Join(", ", parts);
    }
}
