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

    const int MostNamed = 5;

    /// <summary>The same by strategy alone, where parts are by more than that; else empty.</summary>
    public IReadOnlyList<CostPart> Strategies { get; init; } = [];

    /// <summary>True if the parts are by strategy, and whatever else tells these apart.</summary>
    public bool IsByStrategy { get; init; }

    /// <summary>What ranges of <see cref="Strategies"/> are over.</summary>
    public string StrategiesOver { get; init; } = "";

    /// <summary>What ranges are over where that is one factor, in the words of axis titles; else empty.</summary>
    public string By { get; init; } = "";

    public Answer Answer()
    {
        var validated = Parts.Where(part => part.IsValidated).ToList();
        var named = 2 * validated.Count >= Parts.Count && (validated.Any(IsSomething) || !Parts.Any(IsSomething)) ? validated : Parts;
        List<CostPart> ends = [named.MinBy(part => part.Low + part.High)!, named.MaxBy(part => part.Low + part.High)!];
        var all = CostPart.Of(Parts);
        return Remarks.Answer.First(
        [
            .. By.Length > 0 && Parts is [{ IsRange: true }] ? Subjects.Select(subject => new Answer($"{subject} {Text(Parts)}, by {By}", OverText(Parts, Over))) : [],
            .. Subjects.Select(subject => With(subject, Parts)),
            .. Subjects.Select(subject => With(subject, [.. Parts.Select(part => part with { IsTight = true })])),
            .. IsByStrategy ? ByStrategy(Strategies) : [],
            .. Subjects.Select(subject => With(subject, named)),
            .. Subjects.Select(subject => With(subject, [.. named.Where(ends.Contains)])),
            .. IsByStrategy ? [] : ByStrategy(Strategies),
            .. ByStrategy([.. Strategies.Where(part => part.IsValidated)]),
            new($"{Subjects[0]} {all.Cost}", Parts.Count > MostNamed ? $"{Text([.. Parts.Where(ends.Contains)])}. {Also([.. Parts.Except(ends)])}{OverText(Parts, Over)}".TrimEnd() : $"{Text(Parts)}. {OverText(Parts, Over)}".TrimEnd()),
        ]);
    }

    // Where most are validated, those that are not may be left to the rest.
    IEnumerable<Answer> ByStrategy(IReadOnlyList<CostPart> told) => told.Count < 2 || 2 * told.Count < Strategies.Count || !told.Any(IsSomething) ? []
        : Subjects.Select(subject => new Answer($"{subject} {Text(told)}", $"{Also([.. Strategies.Except(told)])}{OverText(told, StrategiesOver)}".TrimEnd()));

    Answer With(string subject, IReadOnlyList<CostPart> parts)
    {
        var others = Parts.Where(part => !parts.Any(told => told.Name == part.Name));
        return new($"{subject} {Text(parts)}", $"{Also([.. others])}{OverText(Parts, Over)}".TrimEnd());
    }

    static bool IsSomething(CostPart part) => !IsNothing(part.Low) || !IsNothing(part.High);

    // Names of all of many say nothing: the chart and the table have them.
    static string Also(IReadOnlyList<CostPart> others) => others.Count == 0 ? ""
        : others.Count > MostNamed ? $"Also: {NumberText.Integer(others.Count)} others, {CostPart.Of(others).Cost}. "
        : $"Also: {Text(others)}. ";

    /// <summary>True if the parts' names do not say that none of them is validated.</summary>
    public bool IsUnvalidated { get; init; }

    string OverText(IReadOnlyList<CostPart> parts, string over) => $"{(over.Length > 0 && parts.Any(part => part.IsRange) ? $"Ranges are over {over}." : "")}{(IsUnvalidated ? " No measurement backs them." : "")}".TrimStart();

    // Equal costs are named together, and what costs nothing last.
    static string Text(IReadOnlyList<CostPart> parts) => string.Join(", ", parts.OrderBy(part => !IsSomething(part)).GroupBy(part => part.Cost, part => part.Name)
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

    /// <summary>True for what sentences call nothing.</summary>
    public static bool IsNothing(double ns) => Math.Abs(ns) < Nothing;

    /// <summary>A cost as sentences have it.</summary>
    /// <param name="low">The least, in nanoseconds.</param>
    /// <param name="high">The most.</param>
    /// <param name="isTight">True for no more digits than a title with little room has: hundredths.</param>
    public static string TextOf(double low, double high, bool isTight = false)
    {
        if (isTight)
            (low, high) = (Math.Round(low, 2), Math.Round(high, 2));
        if (IsNothing(low) && IsNothing(high))
            return "nothing";
        var (from, to) = (NumberText.Rounded(low), NumberText.Rounded(high));
        return from == to ? $"{(high < 1 || NumberText.Significant(low) != NumberText.Significant(high) ? to : NumberText.Significant(high))} ns" : $"{(IsNothing(low) ? "0" : from)} to {to} ns";
    }
}

/// <summary>A cost and what it holds for.</summary>
/// <param name="Name">What it holds for, with its preposition.</param>
/// <param name="Low">The least, in nanoseconds.</param>
/// <param name="High">The most.</param>
/// <param name="IsValidated">False where no measurement backs it.</param>
sealed record CostPart(string Name, double Low, double High, bool IsValidated)
{
    /// <summary>The range of all of several.</summary>
    public static CostPart Of(IReadOnlyList<CostPart> parts) => new("", parts.Min(part => part.Low), parts.Max(part => part.High), parts.All(part => part.IsValidated));

    /// <summary>True to say it with few digits.</summary>
    public bool IsTight { get; init; }

    /// <summary>The cost in words.</summary>
    public string Cost => CostSentence.TextOf(Low, High, IsTight);

    /// <summary>True if it is not one figure.</summary>
    public bool IsRange => Cost.Contains(" to ", StringComparison.Ordinal);
}
