namespace Sim.Core.Probes;

/// <summary>A chain of stores and a load that tells one rule of forwarding from another.</summary>
/// <param name="Loop">Its label.</param>
/// <param name="Body">Stores to X2, the last of them of X1, which the load from X3, the same address, brings; the others store it, too, or a constant.</param>
/// <param name="CrossesLine">True if the load's two halves are in two lines of the L1D.</param>
sealed record ForwardingCase(string Loop, string Body, bool CrossesLine = false)
{
    public const string Whole = "whole";
    public const string Narrow = "narrow_store";
    public const string Halves = "two_halves";
    public const string Uneven = "uneven_parts";
    public const string HalvesAcross = "two_halves_across_lines";
    public const string Release = "release";

    public static IReadOnlyList<ForwardingCase> All { get; } =
    [
        new(Whole, "str x1, [x2]\nldr x1, [x3]"),
        new(Narrow, "str w1, [x2]\nldr x1, [x3]"),
        new(Halves, "str w9, [x2]\nstr w1, [x2, #4]\nldr x1, [x3]"),

        // Both wait for the chain: else, in order, the first one has long drained when the load comes.
        new(Uneven, "str x1, [x2]\nstrb w1, [x2, #7]\nldr x1, [x3]"),
        new(HalvesAcross, "str w9, [x2]\nstr w1, [x2, #4]\nldr x1, [x3]", CrossesLine: true),
        new(Release, "stlr x1, [x2]\nldr x1, [x3]"),
    ];

    /// <summary>What was measured.</summary>
    public ForwardingTiming Timing { get; init; }
}
