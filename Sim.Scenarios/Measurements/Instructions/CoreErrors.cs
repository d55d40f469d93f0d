using System.Globalization;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Measurements.Instructions;

/// <summary>How far a core that comes with Sim is from the figures measured on a real one.</summary>
/// <param name="Compared">Measured figures with a prediction, without those that a value was set from; above 0.</param>
/// <param name="MedianPercent">Half of the predictions are off by no more than this, in percent.</param>
/// <param name="NinetiethPercent">Nine of ten are off by no more than this, in percent.</param>
public sealed record CoreErrors(int Compared, double MedianPercent, double NinetiethPercent)
{
    const string Core = "core";
    const string Rows = "rows";
    const string Figures = "compared";
    const string Median = "median_percent";
    const string Ninetieth = "ninetieth_percent";

    /// <summary>Errors by the core's name; a core without an entry has no measured figures.</summary>
    /// <remarks>What <c>sim probe CORE... --measured insn-bench --sums --format csv</c> printed; a test keeps the file current.</remarks>
    public static IReadOnlyDictionary<string, CoreErrors> BuiltIn { get; } = Read();

    static Dictionary<string, CoreErrors> Read()
    {
        var bag = new DiagnosticBag();
        var table = TextFile.Read(ProfileCatalogue.BuiltIn.CoreErrorFile, TextFile.MaxCsvBytes, bag) is { } file
            ? CsvTable.Read(file, [Core, Rows, "figures", Figures, Median, Ninetieth], [], bag)
            : null;
        return (table ?? throw new InvalidDataException(string.Join('\n', bag)))
            .Where(record => record[Rows] == "validation")
            .ToDictionary(record => record[Core], record => new CoreErrors(Number<int>(record, Figures), Number<double>(record, Median), Number<double>(record, Ninetieth)));
    }

    static T Number<T>(CsvRecord record, string column) where T : IParsable<T> => T.Parse(record[column], CultureInfo.InvariantCulture);
}
