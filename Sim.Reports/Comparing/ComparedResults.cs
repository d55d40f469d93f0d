namespace Sim.Reports.Comparing;

/// <summary>A file of results, read back.</summary>
public sealed record ComparedResults
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>True for results.csv, which has less than results.json.</summary>
    public required bool IsCsv { get; init; }

    /// <summary>Its columns.</summary>
    public required ColumnSet Columns { get; init; }

    /// <summary>Its cells, in its order.</summary>
    /// <exception cref="ComparisonException">They are of more than one model.</exception>
    public required IReadOnlyList<ComparedCell> Cells
    {
        get;
        init => (field, Model) = (value, ModelOf(value));
    }

    /// <summary>What searches found, by what was sought.</summary>
    public IReadOnlyDictionary<string, Figure> Found { get; init; } = new Dictionary<string, Figure>();

    /// <summary>Numbers of cells that searches took.</summary>
    public IReadOnlySet<string> Took { get; init; } = new HashSet<string>();

    /// <summary>Among how many cells searches sought, by what was sought.</summary>
    public IReadOnlyDictionary<string, string> Possible { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of the core and kernel files used, by profile and key, as written; empty where the file has none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Profiles { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Which model made it. Null where the file does not say.</summary>
    public string? Model { get; private init; }

    /// <summary>Names of its scenarios.</summary>
    public IReadOnlyList<string> Scenarios => [.. Cells.Select(cell => cell.Scenario).Distinct()];

    string? ModelOf(IReadOnlyList<ComparedCell> cells)
    {
        var models = cells.Select(cell => cell.Inputs.GetValueOrDefault("model")).Distinct().ToList();
        return models.Count <= 1 ? models.FirstOrDefault()
            : throw new ComparisonException($"{Path} has cells of several model versions: {string.Join(", ", models.Select(model => model ?? "unknown"))}");
    }
}

/// <summary>Two results cannot be compared: no difference, and no equality either.</summary>
public sealed class ComparisonException(string message, Exception? cause = null) : Exception(message, cause);
