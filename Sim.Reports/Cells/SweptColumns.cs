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
    public static SweptColumns Of(IEnumerable<CellResult> cells) => Of(cells.Select(cell => cell.Planned));

    /// <inheritdoc cref="Of(IEnumerable{CellResult})"/>
    public static SweptColumns Of(IEnumerable<Cell> cells) => new([.. cells.SelectMany(cell => cell.Swept).DistinctBy(value => value.Path)]);

    /// <summary>Of each the heading in files, which is the path with the unit of a number that has one; the title in tables; and the value of a cell.</summary>
    public IEnumerable<(string Heading, string Title, Func<Cell, string> Text)> Each =>
        _first.Select(column => (column.Column, TitleOf(column), (Func<Cell, string>)(cell => TextOf(column, cell))));

    /// <summary>Of each the path, and the unit in parentheses.</summary>
    public IEnumerable<string> Titles => _first.Select(TitleOf);

    /// <summary>The values of a cell, numbers in the unit of the heading; empty where its sweep entry does not vary it.</summary>
    public IEnumerable<string> Values(Cell cell) => _first.Select(column => TextOf(column, cell));

    static string TitleOf(SweptValue column) => column.Unit.Length == 0 ? column.Path : $"{column.Path} ({column.Unit})";

    static string TextOf(SweptValue column, Cell cell) =>
        cell.Swept.FirstOrDefault(value => value.Path == column.Path) is { } value ? value.Number?.ToString(CultureInfo.InvariantCulture) ?? value.Text : "";
}
