using Sim.Reports.Cells;

namespace Sim.Reports.Remarks;

/// <summary>What something costs a call, by what that depends on: <c>10 to 29 ns under list_func, nothing under call_ops</c>.</summary>
/// <param name="Subjects">What costs, up to the first figure; shorter words for where these are too long.</param>
/// <param name="Parts">Figures in nanoseconds with what they hold for, in scenario order; at least one.</param>
/// <param name="Over">What ranges are over; empty where nothing else was swept.</param>
sealed record CostSentence(IReadOnlyList<string> Subjects, IReadOnlyList<CostPart> Parts, string Over)
{
    // Less than a hundredth of a nanosecond is below what any clock on these machines resolves over a run.
    const double Nothing = 0.01;

    public Answer Answer()
    {
        var validated = Parts.Where(part => part.IsValidated).ToList();
        var named = validated.Count > 0 ? validated : Parts;
        List<CostPart> ends = [named.MinBy(part => part.High)!, named.MaxBy(part => part.High)!];
        var all = new CostPart("", Parts.Min(part => part.Low), Parts.Max(part => part.High), true);
        return Remarks.Answer.First(
        [
            .. Subjects.Select(subject => With(subject, Parts)),
            .. Subjects.Select(subject => With(subject, named)),
            .. Subjects.Select(subject => With(subject, [.. named.Where(ends.Contains)])),
            new($"{Subjects[0]} {all.Cost}", $"{Text(Parts)}. {OverText}".TrimEnd()),
        ]);
    }

    Answer With(string subject, IReadOnlyList<CostPart> parts)
    {
        var others = Parts.Except(parts).ToList();
        var also = others.Count > 0 ? $"Also: {Text(others)}. " : "";
        return new($"{subject} {Text(parts)}", $"{also}{OverText}".TrimEnd());
    }

    string OverText => Over.Length > 0 && Parts.Any(part => part.IsRange) ? $"Ranges are over {Over}." : "";

    // Equal costs are named together.
    static string Text(IReadOnlyList<CostPart> parts) => string.Join(", ", parts.GroupBy(part => part.Cost, part => part.Name)
        .Select(equal => $"{equal.Key} {Enumeration([.. equal])}"));

    // The preposition once: under a, b and c.
    static string Enumeration(IReadOnlyList<string> names)
    {
        if (names.Count < 2)
            return names[0];
        var preposition = names[0][..(names[0].IndexOf(' ') + 1)];
        var bare = names.Select(name => name[preposition.Length..]).ToList();
        return $"{preposition}{string.Join(", ", bare.SkipLast(1))} and {bare[^1]}";
    }

    /// <summary>A cost as sentences have it.</summary>
    public static string TextOf(double low, double high)
    {
        if (Math.Abs(low) < Nothing && Math.Abs(high) < Nothing)
            return "nothing";
        var (from, to) = (NumberText.Rounded(low), NumberText.Rounded(high));
        return from == to ? $"{(high < 1 ? to : NumberText.Significant(high))} ns" : $"{(Math.Abs(low) < Nothing ? "0" : from)} to {to} ns";
    }
}

/// <summary>A cost and what it holds for.</summary>
/// <param name="Name">What it holds for, with its preposition.</param>
/// <param name="Low">The least, in nanoseconds.</param>
/// <param name="High">The most.</param>
/// <param name="IsValidated">False where no measurement backs it.</param>
sealed record CostPart(string Name, double Low, double High, bool IsValidated)
{
    /// <summary>The cost in words.</summary>
    public string Cost => CostSentence.TextOf(Low, High);

    /// <summary>True if it is not one figure.</summary>
    public bool IsRange => Cost.Contains(" to ", StringComparison.Ordinal);
}
