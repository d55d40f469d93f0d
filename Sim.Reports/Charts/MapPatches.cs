namespace Sim.Reports.Charts;

/// <summary>Connected fields of one kind on a map.</summary>
static class MapPatches
{
    // Less is a quirk of single fields: a line around it reads as a border that there is not.
    const double LeastShare = 0.04;

    /// <summary>The map with patches of less than a twenty-fifth of its fields given to the kind that they border on most.</summary>
    /// <param name="kinds">Kind of each field, by column and row; -1 for none, which stays.</param>
    public static int[,] WithoutSmall(int[,] kinds)
    {
        var cleaned = (int[,])kinds.Clone();
        var seen = new bool[kinds.GetLength(0), kinds.GetLength(1)];
        for (var column = 0; column < kinds.GetLength(0); column++)
        {
            for (var row = 0; row < kinds.GetLength(1); row++)
            {
                if (seen[column, row] || kinds[column, row] < 0)
                    continue;
                var patch = Patch(kinds, seen, column, row);
                if (patch.Count >= LeastShare * kinds.Length)
                    continue;
                var around = patch.SelectMany(field => Neighbours(kinds, field)).Select(field => kinds[field.Column, field.Row])
                    .Where(kind => kind >= 0 && kind != kinds[column, row]).GroupBy(kind => kind).OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Key).FirstOrDefault();
                foreach (var field in around is null ? [] : patch)
                    cleaned[field.Column, field.Row] = around!.Key;
            }
        }

        return cleaned;
    }

    static List<(int Column, int Row)> Patch(int[,] kinds, bool[,] seen, int column, int row)
    {
        List<(int Column, int Row)> patch = [(column, row)];
        seen[column, row] = true;
        for (var i = 0; i < patch.Count; i++)
        {
            foreach (var next in Neighbours(kinds, patch[i]).Where(next => !seen[next.Column, next.Row] && kinds[next.Column, next.Row] == kinds[column, row]))
            {
                seen[next.Column, next.Row] = true;
                patch.Add(next);
            }
        }

        return patch;
    }

    static IEnumerable<(int Column, int Row)> Neighbours(int[,] kinds, (int Column, int Row) of) =>
        ((IEnumerable<(int Column, int Row)>)[(of.Column - 1, of.Row), (of.Column + 1, of.Row), (of.Column, of.Row - 1), (of.Column, of.Row + 1)])
        .Where(field => field.Column >= 0 && field.Row >= 0 && field.Column < kinds.GetLength(0) && field.Row < kinds.GetLength(1));
}
