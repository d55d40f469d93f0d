using System.Text.Json;

namespace Sim.Reports.Comparing;

/// <summary>Reads results.json, results.csv, or the directory that has them.</summary>
public static class ResultsReader
{
    const string Json = "results.json";
    const string Csv = "results.csv";

    /// <summary>Both results. Beside a results.csv, a directory is read from its results.csv, too, so that all columns are on both sides.</summary>
    /// <exception cref="ComparisonException">One of them is no whole results.</exception>
    public static (ComparedResults Baseline, ComparedResults Current) Read(string baseline, string current)
    {
        var preferred = IsCsv(baseline) || IsCsv(current) ? Csv : Json;
        return (ReadOne(baseline, preferred), ReadOne(current, preferred));
    }

    static ComparedResults ReadOne(string path, string preferred)
    {
        try
        {
            var file = Directory.Exists(path) ? InDirectory(path, preferred) : path;
            if (file.EndsWith(".db", StringComparison.OrdinalIgnoreCase))
                throw new ComparisonException($"{file} is the store of a run: give results.json, results.csv or the directory");
            var results = IsCsv(file) ? CsvResults.Read(file) : JsonResults.Read(file);
            return results.Cells.Count > 0 ? results : throw new ComparisonException($"{file} has no cells");
        }
        catch (JsonException exception)
        {
            throw new ComparisonException($"{path} has no results: it is neither the results.json nor the results.csv of a run, or not the whole of it", exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            var inside = Directory.Exists(path) ? Directory.GetDirectories(path).Where(directory => File.Exists(Path.Combine(directory, Json))).Order(StringComparer.Ordinal).ToList() : [];
            throw new ComparisonException(!Directory.Exists(path) ? $"{path} has no results: there is no such file or directory"
                : inside.Count == 0 ? $"{path} has neither {Json} nor {Csv}"
                : $"{path} has results of several scenarios: compare {string.Join(", ", inside)} one by one", exception);
        }
        catch (Exception exception) when (exception is not ComparisonException)
        {
            throw new ComparisonException($"{path} has no results: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    static string InDirectory(string path, string preferred)
    {
        var file = Path.Combine(path, preferred);
        return File.Exists(file) ? file : Path.Combine(path, preferred == Csv ? Json : Csv);
    }
}
