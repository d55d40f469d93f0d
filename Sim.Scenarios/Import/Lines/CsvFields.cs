namespace Sim.Scenarios.Import.Lines;

/// <summary>Fields of one line of CSV, as spreadsheets write them: quoted or not. No field of a profile or trace has a comma in it.</summary>
static class CsvFields
{
    /// <summary>The fields without quotes and blanks around them.</summary>
    public static string[] Of(string line) => [.. line.Split(',', StringSplitOptions.TrimEntries).Select(Unquoted)];

    static string Unquoted(string field) => field is ['"', .. var inner, '"'] ? inner : field;
}
