using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sim.Core.Runs;
using Sim.Reports.Cells;
using Sim.Reports.Factors;
using Sim.Reports.Results;

namespace Sim.Reports.Html;

/// <summary>All cells of a page, for its script: factors by codes, and the figures in which cells differ.</summary>
static class CellsJson
{
    const int Digits = 6;
    const string Overhead = "overhead_ns";
    const string Response = "response_mean_ns";
    const double MostLinear = 8;
    const int MostColors = 7;

    /// <summary>The data; null where there is nothing to choose from: one cell, or no figures.</summary>
    public static string? Of(ScenarioResults results)
    {
        var table = CellTable.Of(results.Cells);
        List<(ResultColumn Column, IReadOnlyList<double?> Values)> figures =
        [
            .. from column in ResultColumns.Of(results.Cells)
               where column.Number is not null && column.Unit.Length > 0
               let values = results.Cells.Select(cell => IsDifference(column) && CellGroup.IsBaseline(cell) ? null : column.Number!(cell)).ToList()
               where values.Distinct().Skip(1).Any() && values.Any(value => value is not null)
               select (column, (IReadOnlyList<double?>)values),
        ];
        if (table.Factors.Count == 0 || figures.Count == 0)
            return null;
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
            Write(json, results, table, figures);
        // The default encoder escapes what would end the element.
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    // Where nothing is traced there is no difference, as in tables.
    static bool IsDifference(ResultColumn column) => column.Name.StartsWith(Overhead, StringComparison.Ordinal) || column.Name.Contains("added", StringComparison.Ordinal);

    static void Write(Utf8JsonWriter json, ScenarioResults results, CellTable table, List<(ResultColumn Column, IReadOnlyList<double?> Values)> figures)
    {
        json.WriteStartObject();
        json.WriteStartArray("cells");
        foreach (var cell in results.Cells)
            json.WriteNumberValue(cell.Cell);
        json.WriteEndArray();
        json.WriteStartArray("factors");
        foreach (var factor in table.Factors)
            WriteFactor(json, factor);
        json.WriteEndArray();
        json.WriteStartArray("metrics");
        foreach (var (column, values) in figures)
            WriteFigure(json, column, values);
        json.WriteEndArray();
        WriteInitial(json, results, table, figures);
        json.WriteEndObject();
    }

    static void WriteFactor(Utf8JsonWriter json, CellFactor factor)
    {
        json.WriteStartObject();
        json.WriteString("label", factor.TitleWithUnit);
        json.WriteStartArray("values");
        foreach (var value in factor.Values)
            json.WriteStringValue(value.Text.Length > 0 ? value.Text : "none");
        json.WriteEndArray();
        if (factor.IsNumeric)
        {
            json.WriteStartArray("numbers");
            foreach (var value in factor.Values)
                json.WriteNumberValue(value.Number!.Value);
            json.WriteEndArray();
        }

        json.WriteStartArray("codes");
        foreach (var code in factor.Codes)
            json.WriteNumberValue(code);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteFigure(Utf8JsonWriter json, ResultColumn column, IReadOnlyList<double?> values)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("unit", column.Unit);
        json.WriteStartArray("values");
        foreach (var value in values)
        {
            if (value is { } number && double.IsFinite(number))
                json.WriteRawValue(double.Parse(number.ToString($"G{Digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // What the static chart shows, as far as one panel can.
    static void WriteInitial(Utf8JsonWriter json, ScenarioResults results, CellTable table, List<(ResultColumn Column, IReadOnlyList<double?> Values)> figures)
    {
        var wanted = results.Chart.Metric?.Name ?? (results.Cells.Any(cell => cell.Run?.OpenLoad is not null) ? Response : Overhead);
        var metric = Math.Max(0, figures.FindIndex(figure => figure.Column.Name == wanted));
        var factors = table.Factors.ToList();
        var x = IndexOf(results.Chart.X) ?? factors.IndexOf(factors.OrderByDescending(factor => factor.IsNumeric && Shown(factor) > 1).ThenByDescending(Shown).First());
        var color = IndexOf(results.Chart.Color) ?? factors.FindIndex(factor => factor != factors[x] && Shown(factor) is > 1 and <= MostColors);
        var known = figures[metric].Values.OfType<double>().Where(value => value > 0).DefaultIfEmpty(1).ToList();
        json.WriteStartObject("initial");
        json.WriteNumber("metric", metric);
        json.WriteNumber("x", x);
        json.WriteNumber("color", color == x ? -1 : color);
        json.WriteBoolean("log", results.Chart.IsLog ?? (known.Max() > MostLinear * known.Min()));
        json.WriteEndObject();

        // Values of which some cell has the figure.
        int Shown(CellFactor factor) => Enumerable.Range(0, results.Cells.Count).Where(cell => figures[metric].Values[cell] is not null).Select(cell => factor.Codes[cell]).Distinct().Count();

        int? IndexOf(string? name) => name is not null && factors.FindIndex(factor => factor.Factor.Name == name) is var index and >= 0 ? index : null;
    }
}
