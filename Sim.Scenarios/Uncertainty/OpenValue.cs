using Sim.Core.Runs;

namespace Sim.Scenarios.Uncertainty;

/// <summary>An unknown value: a guess of a core file with a range, or where something lies.</summary>
/// <param name="Key">Path in the core's file, or a part of <see cref="Layout"/>.</param>
/// <param name="Choices">All values that it may have, ascending. Null where it is a real number between <paramref name="Low"/> and <paramref name="High"/>.</param>
/// <param name="Low">Lowest value, in base units.</param>
/// <param name="High">Highest value.</param>
sealed record OpenValue(string Key, IReadOnlyList<double>? Choices, double Low, double High)
{
    /// <summary>Where in a cache line the stack begins.</summary>
    public const string StackAlignment = "stack alignment";

    /// <summary>Pages by which the kernel's objects lie higher: up to 4 MiB, more than the sets of any first-level structure tell apart.</summary>
    public const string SlabPlacement = "slab placement";

    /// <summary>Which of all windows of the module region a boot with KASLR chose, from the lowest (0) to the highest (1).</summary>
    public const string ModulePlacement = "module placement";

    // What exists in powers of two times the declared value only, and what is no whole number.
    static readonly string[] Doubling = ["entries", "table_entries", "size", "line", "ways", "page", "itlb_entries", "dtlb_entries", "load_block", "store_block"];
    static readonly string[] Real = ["clock", "memory.dram"];

    /// <summary>The alignments that a stack of 16-byte steps can have in a line of 64.</summary>
    public static OpenValue Stack { get; } = new(StackAlignment, [0, 16, 32, 48], 0, 48);

    /// <summary>Where a boot puts things, besides the stack.</summary>
    public static IReadOnlyList<OpenValue> Layout { get; } =
    [
        new(SlabPlacement, [.. Enumerable.Range(0, 1024).Select(pages => (double)pages)], 0, 1023),
        new(ModulePlacement, null, 0, 1),
    ];

    /// <summary>The guesses of a core that have a range; a value that was fitted is none.</summary>
    public static IEnumerable<OpenValue> Of(IEnumerable<Provenance> values) =>
        from value in values
        where value.Guess is not null && value.Range is { } range && range.Low < range.High
        let bounds = value.Range!.Value
        select new OpenValue(value.Key, ChoicesOf(value.Key, value.Number, bounds.Low, bounds.High), bounds.Low, bounds.High);

    /// <summary>True of values that came after exceptions' cost.</summary>
    public bool IsOfMoves => Key is "back_end.crc32" or "back_end.vector_move";

    /// <summary>True of what exceptions cost.</summary>
    public bool IsOfExceptions => Key.Contains(".exception_", StringComparison.Ordinal);

    /// <summary>A value between the ends, each as likely as the others.</summary>
    /// <param name="share">0 up to 1.</param>
    public double At(double share) => Choices is null ? Low + (share * (High - Low)) : Choices[(int)(share * Choices.Count)];

    /// <summary>The lowest and the highest value; of an alignment all.</summary>
    public IEnumerable<double> Ends => Key == StackAlignment ? Choices! : [Choices?[0] ?? Low, Choices?[^1] ?? High];

    static List<double>? ChoicesOf(string key, double declared, double low, double high)
    {
        if (Real.Contains(key))
            return null;
        if (!Doubling.Contains(key[(key.LastIndexOf('.') + 1)..]))
            return [.. Enumerable.Range((int)low, (int)(high - low) + 1).Select(value => (double)value)];
        var least = declared;
        while (least > 1 && least / 2 >= low)
            least /= 2;
        List<double> choices = [least];
        while (choices[^1] > 0 && choices[^1] * 2 <= high)
            choices.Add(choices[^1] * 2);
        return choices;
    }
}
