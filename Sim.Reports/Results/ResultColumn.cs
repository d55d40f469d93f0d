using Sim.Core.Runs;

namespace Sim.Reports.Results;

/// <summary>A column of results.csv, and all that files, pages and lists need to know of it.</summary>
/// <param name="Name">Its name; part of the contract with users' scripts.</param>
/// <param name="Unit">Unit of its numbers; empty for words and plain numbers.</param>
/// <param name="Meaning">One line for legends and <c>sim list columns</c>.</param>
public sealed record ResultColumn(string Name, string Unit, string Meaning)
{
    /// <summary>The number of a cell; null where it has none. Null for columns of words.</summary>
    public Func<CellResult, double?>? Number { get; private init; }

    /// <summary>The words of a cell. Null for columns of numbers.</summary>
    public Func<CellResult, string>? Text { get; private init; }

    /// <summary>When a file has it; empty: always.</summary>
    public string Availability { get; init; } = "";

    /// <summary>What it says of a cell, which decides how comparisons take it.</summary>
    public ColumnRole Role { get; init; }

    /// <summary>Where a cell of results.json has it: names of members, joined by slashes.</summary>
    public string Member { get; init; } = Name;

    /// <summary>The member by which that is divided; null if it is taken as it is.</summary>
    public string? Per { get; init; }

    /// <summary>True where a cell without a value has 0 of it.</summary>
    public bool IsZeroIfAbsent { get; init; }

    /// <summary>A column of numbers.</summary>
    public static ResultColumn Of(string name, string unit, string meaning, Func<CellResult, double?> number) => new(name, unit, meaning) { Number = number };

    /// <summary>A column of words.</summary>
    public static ResultColumn Of(string name, string meaning, Func<CellResult, string> text) => new(name, "", meaning) { Text = text };

    /// <summary>A column of a dimension, as files have it.</summary>
    public static ResultColumn Of(Dimension dimension) => Of(dimension.Name, dimension.Meaning, cell => dimension.Text(cell.Planned)) with
    {
        Role = dimension == Dimension.Calls || dimension == Dimension.Seed ? ColumnRole.Parameter : ColumnRole.Coordinate,
    };

    /// <summary>A column of a metric.</summary>
    public static ResultColumn Of(Metric metric) => Of(metric.Name, metric.Unit, metric.Meaning, metric.Of) with { Member = $"metrics/{metric.Name}" };
}
