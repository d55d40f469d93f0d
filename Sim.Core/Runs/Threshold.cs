namespace Sim.Core.Runs;

/// <summary>Where a figure crosses a bound along one dimension of a sweep: what a search found.</summary>
/// <param name="Where">The machine and the values that do not vary in the search, as <c>name=value</c>.</param>
/// <param name="Name">What varies.</param>
/// <param name="IsSmallest">True if the smallest value is sought, false for the largest.</param>
/// <param name="Condition">What it must meet, such as <c>overhead_ns &gt; 100 ns</c>.</param>
/// <param name="Value">The value found, as written in the scenario. Null if there is none.</param>
/// <param name="Cell">Index of its cell in plan order. Null if there is none.</param>
/// <param name="Took">Indices of the cells that were run for it, in plan order; at least 1.</param>
/// <param name="Candidates">Cells that were possible.</param>
/// <param name="Doubt">Why the answer may be wrong or missing, in one clause. Null where nothing speaks against it.</param>
public sealed record Threshold(
    string Where, string Name, bool IsSmallest, string Condition, string? Value, int? Cell, IReadOnlyList<int> Took, int Candidates, string? Doubt)
{
    /// <summary>Number of cells that were run for it.</summary>
    public int Ran => Took.Count;

    /// <summary>The answer in one sentence.</summary>
    public string Sentence =>
        FormattableString.Invariant($"{(Where.Length > 0 ? Where + ": " : "")}{(IsSmallest ? "smallest" : "largest")} {Name} with {Condition}: ")
        + FormattableString.Invariant($"{Value ?? "none"} ({Ran} of {Candidates} cells run)") + (Doubt is null ? "" : $"; {Doubt}");
}
