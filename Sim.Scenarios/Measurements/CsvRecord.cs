using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Measurements;

/// <summary>One record of a CSV file: values by column name, each with its place.</summary>
sealed class CsvRecord(IReadOnlyDictionary<string, (string Text, Place Place)> fields)
{
    /// <summary>The value in <paramref name="column"/>; empty where the file does not have the column.</summary>
    public string this[string column] => fields.TryGetValue(column, out var field) ? field.Text : "";

    /// <summary>Where that value is.</summary>
    public Place Place(string column) => fields[column].Place;
}
