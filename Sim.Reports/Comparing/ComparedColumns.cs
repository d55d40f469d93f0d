using Sim.Core.Diagnostics;
using Sim.Reports.Results;

namespace Sim.Reports.Comparing;

/// <summary>The columns in which cells of two results are compared, each with its tolerance.</summary>
sealed class ComparedColumns
{
    readonly IReadOnlyList<(ResultColumn Column, double Percent)> _columns;

    /// <exception cref="ComparisonException">The tolerance names a column that neither has.</exception>
    public ComparedColumns(ComparedResults baseline, ComparedResults current, Tolerance tolerance, bool acrossVersions)
    {
        List<ResultColumn> all =
        [
            .. baseline.Columns.All.Concat(current.Columns.All).DistinctBy(column => column.Name)
                .Where(column => column.Role is ColumnRole.Figure or ColumnRole.Effort)
                .OrderBy(column => Enumerable.Range(0, MovedCell.Telling.Count).FirstOrDefault(place => MovedCell.Telling[place] == column.Name, int.MaxValue)),
        ];
        if (tolerance.Named.Keys.FirstOrDefault(name => all.All(column => column.Name != name)) is { } unknown)
        {
            var nearest = NearestName.Find(unknown, all.Select(column => column.Name));
            throw new ComparisonException($"--tolerance '{unknown}': neither result has such a column{(nearest is null ? "" : $"; did you mean '{nearest}'?")}");
        }

        // What one format has not, and what one version had not, is no difference.
        var mixed = baseline.IsCsv != current.IsCsv;
        OnlyInOne = [.. all.Where(column => acrossVersions && !column.IsZeroIfAbsent && !(mixed && KnownColumns.IsOnlyInJson(column))
            && baseline.Columns.Has(column.Name) != current.Columns.Has(column.Name)).Select(column => column.Name)];
        _columns =
        [
            .. from column in all
               where !(mixed && KnownColumns.IsOnlyInJson(column)) && !OnlyInOne.Contains(column.Name)
               let percent = tolerance.Of(column)
               where percent is not null
               select (column, percent.Value),
        ];
    }

    /// <summary>Names of columns of other versions of Sim, which are not compared.</summary>
    public IReadOnlyList<string> OnlyInOne { get; }

    /// <summary>The values that differ.</summary>
    public IEnumerable<Difference> Between(ComparedCell before, ComparedCell now) =>
        from item in _columns
        let one = Value(before, item.Column)
        let other = Value(now, item.Column)
        where !Tolerance.Allows(one, other, item.Percent)
        select new Difference(item.Column, one, other, item.Percent);

    static Figure Value(ComparedCell cell, ResultColumn column) => cell[column.Name] is { IsNone: false } value ? value : column.IsZeroIfAbsent ? new(0, "") : Figure.None;
}
