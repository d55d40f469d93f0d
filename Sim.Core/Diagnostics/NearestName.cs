using System.Globalization;

namespace Sim.Core.Diagnostics;

/// <summary>Finds what a user most likely meant by an unknown name.</summary>
public static class NearestName
{
    // A mistype is in a name that a person types; the distance of two takes the product of their lengths.
    const int LongestName = 100;

    /// <summary>
    /// A hint of the form <c>did you mean 'count'? Known: count, nop.</c>; without the question when no name is near
    /// (at most a third of the letters differ). Names are in alphabetic order, numbers by size.
    /// </summary>
    public static string Hint(string given, IEnumerable<string> known)
    {
        var names = known.OrderBy(name => decimal.TryParse(name, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : decimal.MaxValue).ThenBy(name => name, StringComparer.Ordinal).ToList();
        var list = $"Known: {string.Join(", ", names)}.";
        return Find(given, names) is { } name ? $"did you mean '{name}'? {list}" : list;
    }

    /// <summary>The nearest of <paramref name="known"/> by edit distance, the first of equals; null if none is near, or for a name of over 100 letters.</summary>
    public static string? Find(string given, IEnumerable<string> known) => given.Length > LongestName ? null
        : known.Where(name => Math.Abs(name.Length - given.Length) <= MostApart(given, name))
            .Select(name => (Name: name, Distance: Distance(given, name)))
            .Where(candidate => candidate.Distance <= MostApart(given, candidate.Name))
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();

    static int MostApart(string given, string name) => Math.Max(1, Math.Max(given.Length, name.Length) / 3);

    // Levenshtein's distance, where two neighbours in the wrong order are one mistake; one row at a time.
    static int Distance(string from, string to)
    {
        var (above, row) = (new int[to.Length + 1], Enumerable.Range(0, to.Length + 1).ToArray());
        for (var i = 1; i <= from.Length; i++)
        {
            var next = new int[to.Length + 1];
            next[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = row[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                next[j] = Math.Min(substitution, 1 + Math.Min(row[j], next[j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    next[j] = Math.Min(next[j], above[j - 2] + 1);
            }

            (above, row) = (row, next);
        }

        return row[to.Length];
    }
}
