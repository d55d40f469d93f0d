using System.Text;

namespace Sim.Reports.Tables;

/// <summary>Makes tables fit a terminal.</summary>
/// <remarks>
/// What is the same in all rows of a table that is too wide is said once above it. One that is still too wide gets narrower columns of text, or goes on below with the columns that
/// tell its rows apart; words, which cannot be copied then, are broken where nothing else helps.
/// </remarks>
static class Fitting
{
    // Rows are told apart by what comes up to the last column of text among so many; without one, by the last column of text.
    const int MostKeys = 4;

    public static void Render(Table table, int most, StringBuilder text)
    {
        var shown = new TextTable(table, most, Breaks.Text).Fits ? table : WithoutConstants(table);
        List<Table> parts = new TextTable(shown, most, Breaks.NarrowText).Fits ? [shown] : Split(shown, most);
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
                text.Append('\n');
            var breaks = new[] { Breaks.Text, Breaks.NarrowText }.FirstOrDefault(breaks => new TextTable(parts[i], most, breaks).Fits, Breaks.Words);
            new TextTable(parts[i], most, breaks).Render(text);
        }
    }

    static Table WithoutConstants(Table table)
    {
        List<int> constant = [.. Enumerable.Range(0, table.Columns.Count).Where(i =>
            table.Rows.Count > 1 && table.Columns[i].IsText && table.Rows.All(row => row[i] == table.Rows[0][i]))];
        if (constant.Count == 0 || constant.Count == table.Columns.Count)
            return table;
        var said = string.Join(", ", constant.Where(i => table.Rows[0][i].Length > 0).Select(i => $"{table.Columns[i].Heading} {table.Rows[0][i]}"));
        return Only(table, [.. Enumerable.Range(0, table.Columns.Count).Except(constant)]) with
        {
            Heading = table.Heading.Length > 0 && said.Length > 0 ? $"{table.Heading}; {said}" : table.Heading + said,
        };
    }

    static List<Table> Split(Table table, int most)
    {
        var keys = Keys(table);
        if (keys.Count == 0)
            return [table];
        var parts = new List<List<int>> { keys };
        foreach (var column in Enumerable.Range(0, table.Columns.Count).Except(keys))
        {
            List<int> longer = [.. parts[^1], column];
            if (parts[^1].Count > keys.Count && !new TextTable(Only(table, longer), most, Breaks.NarrowText).Fits)
                parts.Add([.. keys, column]);
            else
                parts[^1] = longer;
        }

        return [.. parts.Select((columns, i) => Only(table, columns) with { Heading = i == 0 ? table.Heading : "" })];
    }

    static List<int> Keys(Table table)
    {
        List<int> texts = [.. Enumerable.Range(0, table.Columns.Count).Where(i => table.Columns[i].IsText)];
        var last = texts.LastOrDefault(i => i < MostKeys, -1);
        return last >= 0 ? [.. Enumerable.Range(0, last + 1)] : [.. texts.TakeLast(1)];
    }

    static Table Only(Table table, IReadOnlyList<int> columns) => table with
    {
        Columns = [.. columns.Select(i => table.Columns[i])],
        Rows = [.. table.Rows.Select(row => (IReadOnlyList<string>)[.. columns.Select(i => row[i])])],
    };
}
