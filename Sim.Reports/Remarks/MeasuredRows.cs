using System.Globalization;
using Sim.Core.Kernel;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Remarks;

/// <summary>Why no measured figure is beside the cells of a scenario.</summary>
static class MeasuredRows
{
    const int MostNamed = 3;

    /// <summary>One sentence: there are no figures, or the first dimension in which all of them differ from all cells, with the values on both sides.</summary>
    public static string WhyNone(ScenarioResults results)
    {
        List<Measurement> rows = [.. results.Measurements.Where(row => row.Role == MeasurementRole.Validation)];
        if (rows.Count == 0)
            return results.Measurements.Count == 0 ? "measured figures: the scenario names none" : "measured figures: the file has none that is checked";
        var begin = $"measured figures: none of the {NumberText.Integer(rows.Count)} validation rows matches a cell";
        List<(Measurement Row, CellResult Cell)> pairs = [.. from row in rows from cell in results.Cells select (row, cell)];
        foreach (var dimension in Dimension.All.Where(dimension => dimension.Name != "seed"))
        {
            var alike = pairs.Where(pair => TextOf(pair.Row, pair.Cell, dimension) == dimension.Text(pair.Cell.Planned)).ToList();
            if (alike.Count == 0 && pairs.Count > 0)
                return $"{begin}: {dimension.Name} is {Named(pairs.Select(pair => TextOf(pair.Row, pair.Cell, dimension)))} in the rows, {Named(pairs.Select(pair => dimension.Text(pair.Cell.Planned)))} in the cells";
            pairs = alike;
        }

        return $"{begin} that has its metric";
    }

    // A measurement file has no column for the other dimensions: its rows are of what goes without saying.
    static string TextOf(Measurement row, CellResult cell, Dimension dimension) => dimension.Name switch
    {
        "core" => row.Core == Measurement.AnyCore ? cell.Spec.Core.Name : row.Core,
        "kernel" => row.Kernel,
        "strategy" => row.Strategy,
        "tracer" => row.Tracer,
        "relevant_tracers" => row.RelevantTracers.ToString(CultureInfo.InvariantCulture),
        "irrelevant_tracers" => row.IrrelevantTracers.ToString(CultureInfo.InvariantCulture),
        "ops_flags" => OpsFlagNames.Of(row.OpsFlags),
        _ => dimension.Plain ?? dimension.Text(cell.Planned),
    };

    static string Named(IEnumerable<string> values)
    {
        var distinct = values.Select(value => value.Length == 0 ? "empty" : value).Distinct().ToList();
        return string.Join(", ", distinct.Take(MostNamed)) + (distinct.Count > MostNamed ? $" and {NumberText.Integer(distinct.Count - MostNamed)} more" : "");
    }
}
