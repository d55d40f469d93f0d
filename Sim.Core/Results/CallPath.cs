namespace Sim.Core.Results;

/// <summary>How calls of the tracee got to its tracers.</summary>
/// <param name="Way">What the callsite's branch leads to.</param>
/// <param name="Reason">Why it is not what the strategy would give. Null if it is.</param>
public sealed record CallPath(CallWay Way, string? Reason = null);

/// <summary>What a callsite's branch leads to.</summary>
public enum CallWay
{
    /// <summary>Nothing: nobody traces the function.</summary>
    Untraced,

    /// <summary>The strategy's trampoline.</summary>
    Direct,

    /// <summary>The module's PLT entry, and through it the strategy's trampoline.</summary>
    Veneer,

    /// <summary>Another trampoline, since no branch reaches the strategy's.</summary>
    Fallback,
}
