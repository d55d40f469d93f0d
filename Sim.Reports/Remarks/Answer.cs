namespace Sim.Reports.Remarks;

/// <summary>What a scenario's results say, in one line.</summary>
/// <param name="Title">A sentence of at most <see cref="MostCharacters"/> characters, without a full stop.</param>
/// <param name="Rest">What the title leaves out, as sentences; empty where it says all.</param>
public sealed record Answer(string Title, string Rest)
{
    /// <summary>Most characters of a title: one line of a chart.</summary>
    public const int MostCharacters = 90;

    /// <summary>The first title that fits, with its rest; the last one cut if none does.</summary>
    public static Answer First(params IReadOnlyList<Answer> from)
    {
        var fitting = from.FirstOrDefault(answer => answer.Title.Length <= MostCharacters);
        return fitting ?? new(from[^1].Title[..(MostCharacters - 1)].TrimEnd() + "…", from[^1].Rest.Length > 0 ? from[^1].Rest : $"{from[^1].Title}.");
    }
}
