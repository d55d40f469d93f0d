using System.Globalization;
using Sim.Core.Runs;

namespace Sim.Reports.Cells;

/// <summary>The columns of values that a scenario's sweep varies by their paths.</summary>
public sealed class SweptColumns
{
    readonly IReadOnlyList<SweptValue> _first;

    /// <summary>One line for legends.</summary>
    public const string Meaning = "value that the sweep varies";

    SweptColumns(IReadOnlyList<SweptValue> first) => _first = first;

    /// <summary>Those of all cells, each where a cell first has it.</summary>
    public static SweptColumns Of(IEnumerable<CellResult> cells) =>
        new([.. cells.SelectMany(cell => cell.Planned.Swept).DistinctBy(value => value.Path)]);

    /// <summary>A heading each: the path, with the unit of a number that has one.</summary>
    public IEnumerable<string> Headings => _first.Select(value => value.Column);

    /// <summary>Of each the path, and the unit in parentheses.</summary>
    public IEnumerable<string> Titles => _first.Select(value => value.Unit.Length == 0 ? value.Path : $"{value.Path} ({value.Unit})");

    /// <summary>The values of a cell, numbers in the unit of the heading; empty where its sweep entry does not vary it.</summary>
    public IEnumerable<string> Values(Cell cell) =>
        _first.Select(column => cell.Swept.FirstOrDefault(value => value.Path == column.Path) is { } value ? TextOf(value) : "");

    static string TextOf(SweptValue value) => value.Number?.ToString(CultureInfo.InvariantCulture) ?? value.Text;
}
