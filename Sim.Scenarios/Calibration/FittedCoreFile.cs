using System.Globalization;
using System.Text;
using Sim.Core.Runs;

namespace Sim.Scenarios.Calibration;

/// <summary>A core file with fitted values, which inherits all others and says what each was fitted to.</summary>
public static class FittedCoreFile
{
    // More are counted.
    const int MostCases = 8;

    /// <summary>The text of the file.</summary>
    /// <param name="name">Name of the new core: that of its file without extension.</param>
    /// <param name="inherits">The core that was fitted, as the file will name it.</param>
    /// <param name="result">The fit.</param>
    public static string Write(string name, string inherits, CalibrationResult result)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {result.Core}, fitted to {string.Join(", ", Sources(result))}{Where(result)}\n");
        text.Append(CultureInfo.InvariantCulture, $"schema: sim/core/1\nname: {name}\ninherits: {inherits}\n");
        foreach (var group in result.Parameters.GroupBy(parameter => parameter.Key[..parameter.Key.LastIndexOf('.')]))
        {
            var indent = 0;
            text.Append('\n');
            foreach (var key in group.Key.Split('.'))
                text.Append(' ', 2 * indent++).Append(key).Append(":\n");
            foreach (var parameter in group)
                text.Append(' ', 2 * indent).Append(Leaf(parameter, result)).Append('\n');
        }

        return text.ToString();
    }

    // Of another core, the fit makes up for what sets the two apart.
    static string Where(CalibrationResult result) =>
        result.OtherCores is { Count: > 0 } others ? $", measured on {string.Join(", ", others.Select(Plain))}" : "";

    static string Leaf(FittedParameter parameter, CalibrationResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{parameter.Key[(parameter.Key.LastIndexOf('.') + 1)..]}: {{ value: {parameter.Value}, fitted: \"{Origin(result)}\", range: [{parameter.Low}, {parameter.High}], free: true }}");

    /// <summary>What values were fitted to, in a clause.</summary>
    public static string Origin(CalibrationResult result) =>
        $"to {string.Join(", ", Sources(result))}{Where(result)}: {string.Join(", ", result.Rows.Select(row => Cell(row.Measurement)).Concat(Cases(result.Instructions)))}";

    static IEnumerable<string> Sources(CalibrationResult result) =>
        result.Rows.Select(row => row.Measurement.Source).Concat(result.Instructions.Select(figure => figure.Source)).Select(Plain).Distinct();

    static IEnumerable<string> Cases(IReadOnlyList<FittedFigure> figures) => figures.Count > MostCases
        ? [FormattableString.Invariant($"{figures.Count} figures of instructions")]
        : figures.Select(figure => $"{(figure.IsLatency ? "latency" : "throughput")} of {Plain(figure.Case)}");

    static string Cell(Measurement row) =>
        FormattableString.Invariant($"{row.Metric} of {Plain(row.Kernel)} with {row.RelevantTracers}+{row.IrrelevantTracers} {row.Tracer}");

    // A user's word inside quotes.
    static string Plain(string text) => new([.. text.Where(letter => letter is not ('"' or '\\') && !char.IsControl(letter))]);
}
