namespace Sim.Core.Runs;

/// <summary>One cell of a study, complete when the plan is made: what is simulated, and by which names people find it again.</summary>
public sealed record Cell
{
    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>Index in plan order, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>What is simulated.</summary>
    public required CellSpec Spec { get; init; }

    /// <summary>Hash of everything that decides the cell's numbers; empty where none was made.</summary>
    public string Key { get; init; } = "";

    /// <summary>Hash of each part of the cell, and of the model that computes it, as <c>machine=0123456789ab kernel=...</c>; empty where none was made.</summary>
    public string Inputs { get; init; } = "";

    /// <summary>Dispatch strategy that the kernel build gives: <c>list_func</c>, <c>call_ops</c> and so on.</summary>
    public required string Strategy { get; init; }

    /// <summary>False for a strategy of which no hardware measurement exists: its numbers are marked wherever they appear.</summary>
    public required bool Validated { get; init; }

    /// <summary>Seed of the scenario; 0 or more.</summary>
    public required long Seed { get; init; }

    /// <summary>Values that a sweep varies by their paths, in the order of the scenario.</summary>
    public IReadOnlyList<SweptValue> Swept { get; init; } = [];

    /// <summary>The cell in one line: every dimension that is not plain, as <c>name=value</c>. Equal cells of two results have equal texts.</summary>
    public string Text => string.Join(' ', Dimension.All
        .Where(dimension => dimension.Text(this) != dimension.Plain)
        .Select(dimension => $"{dimension.Name}={Quoted(dimension.Text(this))}")
        .Concat(Swept.Select(value => $"{value.Path}={Quoted(value.Text)}")));

    static string Quoted(string text) => text.Contains(' ') ? $"'{text}'" : text;
}
