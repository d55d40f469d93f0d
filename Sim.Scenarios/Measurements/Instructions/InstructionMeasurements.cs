using System.Globalization;
using Sim.Core.Diagnostics;
using Sim.Core.Probes.Measured;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Measurements.Instructions;

/// <summary>A CSV file of latencies and throughputs that <c>insn_bench_aarch64</c> measured on real cores.</summary>
/// <param name="Path">Path as the user gave it.</param>
/// <param name="Cores">Figures by the core's name, in file order.</param>
public sealed record InstructionMeasurements(string Path, IReadOnlyDictionary<string, IReadOnlyList<MeasuredFigure>> Cores)
{
    const string Core = "core";
    const string Section = "section";
    const string Case = "case";
    const string Latency = "latency_cycles";
    const string PerCycle = "per_cycle";

    // What the benchmark writes where the core lacks the instruction.
    const string NotAvailable = "n/a";

    // Candidates of a hint: all 350 names would fill screens.
    const int MostSuggestions = 8;

    /// <summary>The file at <paramref name="path"/>, or of that name among those that come with Sim; null with all its mistakes in <paramref name="bag"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cores">Names of cores of the user's own, which rows may have beside those that come with Sim.</param>
    /// <param name="bag">Takes the mistakes.</param>
    public static InstructionMeasurements? Read(string path, IReadOnlyCollection<string> cores, DiagnosticBag bag)
    {
        var before = bag.Count;
        var located = ProfileCatalogue.BuiltIn.InstructionFiles.FirstOrDefault(file => System.IO.Path.GetFileNameWithoutExtension(file) == path) ?? path;
        if (TextFile.Read(located, TextFile.MaxCsvBytes, bag) is not { } file
            || CsvTable.Read(file, [Core, Section, Case, Latency, PerCycle], ["source"], bag) is not { } table)
            return null;

        HashSet<string> known = [.. ProfileCatalogue.BuiltIn.Cores.Select(core => core.Name), .. cores];
        Dictionary<string, List<MeasuredFigure>> figures = [];
        HashSet<(string Core, string Case)> seen = [];
        foreach (var record in table)
        {
            if (FiguresOf(record, known, bag) is not { } found)
                continue;
            if (!seen.Add((record[Core], record[Case])))
                record.Place(Case).Report(bag, Code.CsvValue, $"the case {Quoted.Text(record[Case])} is given twice for {Quoted.Text(record[Core])}");
            if (!figures.TryGetValue(record[Core], out var list))
                figures[record[Core]] = list = [];
            list.AddRange(found);
        }

        return bag.Count == before
            ? new(path, figures.ToDictionary(core => core.Key, core => (IReadOnlyList<MeasuredFigure>)core.Value))
            : null;
    }

    static List<MeasuredFigure>? FiguresOf(CsvRecord record, HashSet<string> cores, DiagnosticBag bag)
    {
        var before = bag.Count;
        if (!cores.Contains(record[Core]))
            record.Place(Core).Report(bag, Code.UnknownName, $"unknown core {Quoted.Text(record[Core])}", NearestName.Hint(record[Core], cores));
        if (record[Section].Length == 0)
            record.Place(Section).Report(bag, Code.CsvValue, "section is empty");
        if (!InstructionCases.All.TryGetValue(record[Case], out var known))
            record.Place(Case).Report(bag, Code.UnknownName, $"unknown case {Quoted.Text(record[Case])}", HintFor(record[Case]));

        var latency = Number(record, Latency, bag);
        var perCycle = Number(record, PerCycle, bag);
        if (bag.Count > before)
            return null;
        List<MeasuredFigure> figures = [];
        if (latency is { } cycles)
            figures.Add(new(record[Section], known!, FigureKind.Latency, cycles));
        if (perCycle is { } rate)
            figures.Add(new(record[Section], known!, FigureKind.PerCycle, rate));
        return figures;
    }

    static string HintFor(string given)
    {
        var names = InstructionCases.All.Keys;
        var word = given.Split(' ')[0];
        var like = names.Where(name => name.Split(' ')[0] == word).Take(MostSuggestions).ToList();
        var list = like.Count > 0 ? $"Cases of {word}: {string.Join(", ", like.Select(name => $"'{name}'"))}." : "Names are those of insn_bench_aarch64.";
        return NearestName.Find(given, names) is { } name ? $"did you mean '{name}'? {list}" : list;
    }

    static double? Number(CsvRecord record, string column, DiagnosticBag bag)
    {
        if (record[column] is "" or NotAvailable)
            return null;
        if (double.TryParse(record[column], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value > 0)
            return value;
        record.Place(column).Report(
            bag, Code.CsvValue, $"{column} {Quoted.Text(record[column])} is not a number above 0", $"Empty or {NotAvailable} where it was not measured.");
        return null;
    }
}
