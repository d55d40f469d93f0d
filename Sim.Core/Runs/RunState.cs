using Sim.Core.Machine;

namespace Sim.Core.Runs;

/// <summary>What every call finds when it begins.</summary>
/// <param name="Cold">Structures that are empty. None: what the call before left is there, as in a benchmark's loop.</param>
/// <param name="PollutedLines">Lines of data, lines of code and branches that other work uses between two calls; 0 to 1,000,000.</param>
/// <param name="StackOffset">Bytes by which the loop's stack pointer is below a multiple of 64; 0, 16, 32 or 48.</param>
public sealed record RunState(ColdParts Cold, int PollutedLines, int StackOffset)
{
    /// <summary>Nothing is cold or polluted, and the stack begins at a cache line.</summary>
    public static RunState Warm { get; } = new(ColdParts.None, 0, 0);

    /// <summary>Most polluted lines.</summary>
    public const int MaxPollutedLines = 1_000_000;

    /// <summary>The state in a word or a few: <c>warm</c>, <c>cold l1 tlbs</c>, <c>polluted 256</c>, <c>warm stack-32</c>.</summary>
    public override string ToString()
    {
        var cold = Cold == ColdParts.None ? "" : $"cold {Cold.ToString().Replace(",", "", StringComparison.Ordinal).ToLowerInvariant()}";
        var polluted = PollutedLines == 0 ? "" : FormattableString.Invariant($"polluted {PollutedLines}");
        var stack = StackOffset == 0 ? "" : FormattableString.Invariant($"stack-{StackOffset}");
        var state = cold.Length + polluted.Length == 0 ? "warm" : $"{cold} {polluted}".Trim();
        return $"{state} {stack}".Trim();
    }
}
