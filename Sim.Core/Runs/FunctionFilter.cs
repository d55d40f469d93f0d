namespace Sim.Core.Runs;

/// <summary>Which functions of a population a tool traces.</summary>
/// <param name="Patterns">Names, in which <c>*</c> matches any characters and <c>?</c> one, separated by blanks. Empty for all functions.</param>
/// <param name="Share">Share of the functions that the patterns name, by a seeded draw; above 0, up to 1.</param>
public readonly record struct FunctionFilter(string Patterns, double Share)
{
    /// <summary>All functions: an empty filter hash.</summary>
    public static FunctionFilter All { get; } = new("", 1);

    /// <summary>True if the filter hash is empty.</summary>
    public bool IsAll => Patterns.Length == 0 && Share >= 1;

    /// <summary>True if the patterns name the function; the share is another matter.</summary>
    public bool Names(string function) => Patterns.Length == 0 || Patterns.Split(' ').Any(pattern => IsMatch(pattern, function));

    /// <summary>True if the patterns name the function whose name may be cut to its first characters: a pattern must begin with all of them.</summary>
    /// <param name="function">Its name in the profile.</param>
    /// <param name="mayBeCut">True if names of <see cref="FunctionProfile.CutLength"/> characters may be cut.</param>
    public bool Names(string function, bool mayBeCut) => Names(function) || (mayBeCut && IsBeginning(FunctionProfile.CutName(function)));

    bool IsBeginning(ReadOnlySpan<char> cut)
    {
        if (cut.Length != FunctionProfile.CutLength)
            return false;
        foreach (var pattern in Patterns.AsSpan().Split(' '))
        {
            if (Patterns.AsSpan(pattern).StartsWith(cut, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>The filter as scenarios have it: <c>all</c>, <c>vfs_* do_*</c>, <c>10 %</c>.</summary>
    public override string ToString()
    {
        var share = Share < 1 ? FormattableString.Invariant($"{Share * 100:0.###} %") : "";
        return IsAll ? "all" : Patterns.Length == 0 ? share : $"{Patterns} {share}".Trim();
    }

    // Remembers the last star only: what an earlier one took need never change.
    static bool IsMatch(string pattern, string text)
    {
        var (at, star, resume) = (0, -1, 0);
        for (var i = 0; i < text.Length;)
        {
            if (at < pattern.Length && (pattern[at] == '?' || (pattern[at] == text[i] && pattern[at] != '*')))
            {
                at++;
                i++;
            }
            else if (at < pattern.Length && pattern[at] == '*')
            {
                (star, resume) = (at++, i);
            }
            else if (star >= 0)
            {
                (at, i) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }
}
