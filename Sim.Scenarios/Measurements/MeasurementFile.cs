using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Measurements;

/// <summary>A CSV file of measured figures, with the profiles that its rows name.</summary>
/// <param name="Path">Path as the user gave it.</param>
/// <param name="Rows">Every row, in file order.</param>
/// <param name="Cores">Cores by the name in the rows; <see cref="Measurement.AnyCore"/> is the default core.</param>
/// <param name="Kernels">Kernel builds by the name in the rows. Context rows may name others.</param>
public sealed record MeasurementFile(
    string Path,
    IReadOnlyList<Measurement> Rows,
    IReadOnlyDictionary<string, CoreProfile> Cores,
    IReadOnlyDictionary<string, KernelBuild> Kernels)
{
    /// <summary>The core on which figures are predicted that no core changes.</summary>
    public const string DefaultCore = "apple-m1-firestorm";

    /// <summary>The file at <paramref name="path"/>; null with all its mistakes in <paramref name="bag"/>.</summary>
    public static MeasurementFile? Read(string path, DiagnosticBag bag)
    {
        var before = bag.Count;
        var profiles = new NamedProfiles(System.IO.Path.GetDirectoryName(path) ?? "", bag);
        var rows = new List<Measurement>();
        foreach (var (row, record) in Records(path, bag))
        {
            profiles.Add(row, record);
            rows.Add(row);
        }

        return bag.Count == before ? new MeasurementFile(path, rows, profiles.Cores, profiles.Kernels) : null;
    }

    /// <summary>The rows alone of the file at <paramref name="path"/>, without the profiles that they name; none if one has a mistake.</summary>
    internal static IReadOnlyList<Measurement> ReadRows(string path)
    {
        var bag = new DiagnosticBag();
        List<Measurement> rows = [.. Records(path, bag).Select(item => item.Row)];
        return bag.Count == 0 ? rows : [];
    }

    // One after the other, so that mistakes in profiles come in the order of the rows that name them.
    static IEnumerable<(Measurement Row, CsvRecord Record)> Records(string path, DiagnosticBag bag)
    {
        if (TextFile.Read(path, TextFile.MaxCsvBytes, bag) is not { } file
            || IsOfAnotherKind(file, bag)
            || CsvTable.Read(file, Columns.Required, Columns.Optional, bag) is not { } table)
            yield break;
        foreach (var record in table)
        {
            if (new MeasurementReader(record, bag).Read() is { } row)
                yield return (row, record);
        }
    }

    // A header with a wrong column is a mistake in a measurement file; without one of its columns it is none.
    static bool IsOfAnotherKind(TextFile file, DiagnosticBag bag)
    {
        var columns = file.Lines[0].Split(',').Select(column => column.Trim().Trim('"')).ToList();
        return !(columns.Contains("metric") && columns.Contains("value"))
            && KnownFormat.Report([.. file.Lines.Take(200)], file.Path, "a measurement file", bag);
    }
}
