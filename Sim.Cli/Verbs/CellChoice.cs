using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;

namespace Sim.Cli.Verbs;

/// <summary>The cell of a scenario that a command line means: by its number in results.csv, or by values that no other cell has together.</summary>
static class CellChoice
{
    // As many as fit the hint.
    const int MostShown = 8;

    /// <summary>The cell, or null with what to type instead.</summary>
    /// <param name="scenario">Whose cells they are.</param>
    /// <param name="text">Such as <c>12</c>, or <c>strategy=list_func relevant=10</c>.</param>
    public static (Cell? Cell, string? Mistake) Of(Scenario scenario, string text)
    {
        if (int.TryParse(text, out var number))
        {
            return scenario.Cells.FirstOrDefault(cell => cell.Index == number) is { } numbered
                ? (numbered, null)
                : (null, $"no cell {number} in {scenario.Name}: cells are from 0 to {scenario.Cells.Max(cell => cell.Index)}");
        }

        IEnumerable<Cell> cells = scenario.Cells;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Split('=', 2) is not [var name, var value])
                return (null, $"'{word}' is not a cell's number, nor NAME=VALUE as in relevant=10");
            var names = Dimension.All.SelectMany(dimension => new[] { dimension.Name, dimension.ShortName }).Concat(scenario.Cells[0].Swept.Select(swept => swept.Path)).ToHashSet();
            if (!names.Contains(name))
                return (null, $"no cell has a '{name}'\n hint: {NearestName.Hint(name, names)}");
            var before = cells.ToList();
            cells = before.Where(cell => ValueOf(cell, name) == value).ToList();
            if (!cells.Any())
                return (null, $"no cell has {word}\n hint: {NearestName.Hint(value, [.. before.Select(cell => ValueOf(cell, name)).Distinct()])}");
        }

        return cells.ToList() is [var only]
            ? (only, null)
            : (null, $"'{text}' is {cells.Count()} cells, and one is needed\n hint: {string.Join("\n       ", cells.Take(MostShown).Select(cell => $"{cell.Index}: {cell.Text}"))}");
    }

    static string ValueOf(Cell cell, string name) =>
        Dimension.All.FirstOrDefault(dimension => dimension.Name == name || dimension.ShortName == name) is { } dimension
            ? dimension.Text(cell)
            : cell.Swept.FirstOrDefault(swept => swept.Path == name)?.Text ?? "";
}
