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
    const string Role = "role";

    static readonly string[] Columns = [Core, Section, Case, Latency, PerCycle];

    static readonly string[] BuiltIn = [.. ProfileCatalogue.BuiltIn.InstructionFiles.Select(file => System.IO.Path.GetFileNameWithoutExtension(file))];

    // A value of the core's file was set from the figure, or not.
    static readonly string[] Roles = ["calibration", "validation"];

    // What the benchmark writes where the core lacks the instruction.
    const string NotAvailable = "n/a";

    /// <summary>True if <paramref name="path"/> is such a file, or the name of one that comes with Sim: its first line has these columns.</summary>
    public static bool IsAt(string path)
    {
        var located = Locate(path);
        return InputFiles.Exists(located) && TextFile.Read(located, TextFile.MaxCsvBytes, []) is { } file
            && file.Lines[0].Split(',') is var columns && columns.Contains(Case) && columns.Contains(Latency);
    }

    /// <summary>The file at <paramref name="path"/>, or of that name among those that come with Sim; null with all its mistakes in <paramref name="bag"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cores">Names of cores of the user's own, which rows may have beside those that come with Sim.</param>
    /// <param name="bag">Takes the mistakes.</param>
    public static InstructionMeasurements? Read(string path, IReadOnlyCollection<string> cores, DiagnosticBag bag)
    {
        var before = bag.Count;
        var located = Locate(path);
        if (!InputFiles.Exists(located) && !InputFiles.IsDirectory(located))
        {
            var hint = NearestName.Find(path, BuiltIn) is { } name ? $"did you mean '{name}'?" : $"By its path, or one that comes with Sim: {string.Join(", ", BuiltIn)}.";
            bag.Add(Code.Unreadable, "there is no such file", new(path), hint);
            return null;
        }

        if (TextFile.Read(located, TextFile.MaxCsvBytes, bag) is not { } file)
            return null;
        if (file.Lines[0].StartsWith('#') || file.Lines[0].StartsWith('|'))
        {
            bag.Add(Code.CsvColumn, "this is Markdown, such as the benchmark's own report; CSV is read", new(path), $"docs/probe.md says how to make it: {string.Join(",", Columns)}.");
            return null;
        }

        if (CsvTable.Read(file, Columns, ["source", Role], bag) is not { } table)
            return null;
        if (table.Count == 0 && bag.Count == before)
            bag.Add(Code.CsvFieldCount, "the file has no rows", new(path), "A row is a case of a core, with its figures: cortex-a72,Scalar load,ldr (imm; ofs = 0),4.00,1.00");
        CheckCores(table, [.. ProfileCatalogue.BuiltIn.Cores.Select(core => core.Name), .. cores], bag);
        Dictionary<string, List<MeasuredFigure>> figures = [];
        HashSet<(string Core, string Case)> seen = [];
        foreach (var record in table)
        {
            if (FiguresOf(record, bag) is not { } found)
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

    // Once for a name, not for each of its hundreds of rows.
    static void CheckCores(IReadOnlyList<CsvRecord> table, HashSet<string> known, DiagnosticBag bag)
    {
        foreach (var rows in table.GroupBy(record => record[Core]).Where(rows => !known.Contains(rows.Key)))
        {
            var hint = $"{NearestName.Hint(rows.Key, known)} Rows are of a core from 'sim list cores', or of the core file that is given; sim probe --rows-of takes any name.";
            rows.First().Place(Core).Report(bag, Code.UnknownName, $"unknown core {Quoted.Text(rows.Key)}; rows of it: {rows.Count()}", hint);
        }
    }

    static string Locate(string path) =>
        ProfileCatalogue.BuiltIn.InstructionFiles.FirstOrDefault(file => System.IO.Path.GetFileNameWithoutExtension(file) == path) ?? StandardInput.PathOf(path);

    static List<MeasuredFigure>? FiguresOf(CsvRecord record, DiagnosticBag bag)
    {
        var before = bag.Count;
        if (record[Section].Length == 0)
            record.Place(Section).Report(bag, Code.CsvValue, "section is empty");
        if (record[Case].Length == 0)
            record.Place(Case).Report(bag, Code.CsvValue, "case is empty");
        if (record[Role].Length > 0 && !Roles.Contains(record[Role]))
            record.Place(Role).Report(bag, Code.UnknownName, $"unknown role {Quoted.Text(record[Role])}", NearestName.Hint(record[Role], Roles));

        // The benchmark has cases that Sim has no loop for: they are counted and named, never left out.
        var known = InstructionCases.All.GetValueOrDefault(record[Case]) ?? new(record[Case], null, null, NotUnderstood(record[Case]));
        var isCalibration = record[Role] == Roles[0];
        var latency = Number(record, Latency, bag);
        var perCycle = Number(record, PerCycle, bag);
        if (bag.Count > before)
            return null;
        List<MeasuredFigure> figures = [];
        if (latency is { } cycles)
            figures.Add(new(record[Section], known, FigureKind.Latency, cycles, isCalibration));
        if (perCycle is { } rate)
            figures.Add(new(record[Section], known, FigureKind.PerCycle, rate, isCalibration));
        return figures;
    }

    static string NotUnderstood(string given) =>
        NearestName.Find(given, InstructionCases.All.Keys) is { } name ? $"not understood: did you mean '{name}'?" : "not understood";

    static double? Number(CsvRecord record, string column, DiagnosticBag bag)
    {
        if (record[column] is "" or NotAvailable)
            return null;
        if (double.TryParse(record[column], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value > 0)
            return value;
        record.Place(column).Report(
            bag, Code.CsvValue, $"{column} {Quoted.Text(record[column])} is not a number above 0, in digits and a point such as 4.00", $"Empty or {NotAvailable} where it was not measured.");
        return null;
    }
}
