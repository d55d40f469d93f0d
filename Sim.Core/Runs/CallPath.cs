namespace Sim.Core.Runs;

/// <summary>How a cell's calls got to their tracers.</summary>
/// <param name="Kind">What the callsite's branch leads to, and whether the list was walked.</param>
/// <param name="Reason">Why it is not what the strategy would give. Null if it is.</param>
public sealed record CallPath(DispatchPath Kind, string? Reason = null);

/// <summary>A call's way to its tracers.</summary>
public enum DispatchPath
{
    /// <summary>Nothing: the function is untraced.</summary>
    Untraced,

    /// <summary>The strategy's trampoline.</summary>
    Direct,

    /// <summary>The module's PLT entry, and through it the strategy's trampoline.</summary>
    Veneer,

    /// <summary>Another trampoline, since no branch reaches the strategy's.</summary>
    Fallback,

    /// <summary>The strategy's trampoline, and from there the list of all registered ops.</summary>
    List,

    /// <summary>Not the same for all calls.</summary>
    Mixed,
}
