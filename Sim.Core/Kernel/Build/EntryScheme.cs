namespace Sim.Core.Kernel.Build;

/// <summary>What the compiler leaves for ftrace at a function's entry.</summary>
public enum EntryScheme
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A call of <c>_mcount</c> after the frame set-up (<c>-pg</c>).</summary>
    MCount,

    /// <summary>Two NOPs at the entry (<c>=2</c>).</summary>
    TwoNops,

    /// <summary>Two NOPs before the entry, which hold the ops literal, and two at it (<c>=4,2</c>).</summary>
    LiteralAndTwoNops,
}
