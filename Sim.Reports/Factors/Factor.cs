using Sim.Core.Runs;

namespace Sim.Reports.Factors;

/// <summary>A property in which the cells of a scenario may differ, in the words of charts and sentences.</summary>
/// <param name="Name">Short name; unique among the factors of a scenario.</param>
/// <param name="Title">What axis titles say, without the unit.</param>
/// <param name="Text">The value of a cell.</param>
public sealed record Factor(string Name, string Title, Func<Cell, string> Text)
{
    /// <summary>The value in <see cref="Unit"/> where it is a number. Null for words.</summary>
    public Func<Cell, double?>? Number { get; init; }

    /// <summary>Unit of the number; empty where there is none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The value that labels leave out. Null if there is none.</summary>
    public string? Plain { get; init; }

    /// <summary>A value in a label that nothing explains, such as <c>10 irrelevant</c>.</summary>
    public Func<string, string> Label { get; init; } = text => text;

    /// <summary>What holds for several values, such as <c>3 cores</c>.</summary>
    public string Plural { get; init; } = Title + "s";
}
