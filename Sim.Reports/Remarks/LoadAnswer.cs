using Sim.Core.Runs;
using Sim.Core.Units;
using Sim.Reports.Cells;
using Sim.Reports.Factors;

namespace Sim.Reports.Remarks;

/// <summary>Answers from open loads: between which loads response times double.</summary>
static class LoadAnswer
{
    /// <summary>By strategy, at which of the simulated loads a traced call takes twice as long from its arrival to its end. Null where one load is simulated, or none is open.</summary>
    public static Answer? Doubled(IReadOnlyList<CellResult> cells)
    {
        var open = cells.Where(cell => cell is { Spec.Arrivals: not null, Run.OpenLoad: not null, Baseline.OpenLoad: not null } && !CellGroup.IsBaseline(cell)).ToList();
        if (open.Select(EveryOf).Distinct().Count() < 2)
            return null;
        var table = CellTable.Of(open);
        var others = table.Factors.Where(factor => factor.Factor.Name != "every").ToList();
        var strategies = Enumerable.Range(0, open.Count).GroupBy(cell => NameOf(open[cell])).Select(strategy => (
            Name: strategy.Key,
            Doubling: Doubling.Of([.. strategy.GroupBy(cell => string.Join(',', others.Select(factor => factor.Codes[cell])), cell => open[cell])]))).ToList();
        var full = Sentence(doubling => doubling.InFull);
        var lightest = strategies.Any(strategy => strategy.Doubling.IsAlready) ? $"No load is lighter than a call every {new Picoseconds(open.Max(EveryOf))}." : "";
        var rest = $"{full}. {lightest}".TrimEnd();
        return Answer.First(new(full, lightest), new(Sentence(doubling => doubling.InShort), rest), new($"Response time {strategies[0].Doubling.InShort} under {strategies[0].Name}", rest));

        // Equal answers are told once, and so are words with which the one before begins.
        string Sentence(Func<Doubling, Words> words)
        {
            var answers = strategies.GroupBy(strategy => words(strategy.Doubling), strategy => strategy.Name).ToList();
            return "Response time " + string.Join(", ", answers.Select((same, i) => $"{same.Key.After(i > 0 ? answers[i - 1].Key : null)} under {Listed([.. same])}"));
        }
    }

    static string Listed(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    /// <summary>The strategy of a cell, and whether nothing backs it.</summary>
    public static string NameOf(CellResult cell) => cell.Validated ? cell.Strategy : $"{cell.Strategy} ({CellGroup.UnvalidatedMark})";

    static long EveryOf(CellResult cell) => cell.Spec.Arrivals!.Every;

    /// <summary>Where response times double as calls come more often, over cells that differ in more than their load.</summary>
    /// <param name="Lighter">Picoseconds between calls at the lightest load after which some double. Null where some have doubled at the lightest of all, or none ever does.</param>
    /// <param name="Heavier">Picoseconds at the load at which all have doubled that ever do. Null where none does.</param>
    /// <param name="Heaviest">Picoseconds at the heaviest load.</param>
    /// <param name="IsAlready">True if all have doubled at the lightest load.</param>
    /// <param name="IsAlways">False if some never do.</param>
    sealed record Doubling(long? Lighter, long? Heavier, long Heaviest, bool IsAlready, bool IsAlways)
    {
        /// <summary>Of cells at several loads that are alike in all else.</summary>
        public static Doubling Of(IReadOnlyList<IEnumerable<CellResult>> lines)
        {
            var ends = lines.Select(line =>
            {
                var heavier = line.Where(HasDoubled).Max(cell => (long?)EveryOf(cell));
                return (Lighter: line.Select(EveryOf).Where(every => every > heavier).Min(every => (long?)every), Heavier: heavier);
            }).ToList();
            var doubled = ends.Where(end => end.Heavier is not null).ToList();
            var lightest = lines.Max(line => line.Max(EveryOf));
            return new(
                doubled.Any(end => end.Lighter is null) ? null : doubled.Max(end => end.Lighter),
                doubled.Min(end => end.Heavier),
                lines.Min(line => line.Min(EveryOf)),
                doubled.Count > 0 && doubled.All(end => end.Heavier == lightest),
                doubled.Count == ends.Count);
        }

        /// <summary>Between which loads.</summary>
        public Words InFull => Heavier is not { } heavier || Lighter is not { } lighter ? IsAlready && IsAlways ? new("has doubled", "already at a call", Every(Heavier!.Value)) : InShort
            : new("doubles", $"{Never}between a call", Between(lighter, heavier));

        /// <summary>By which load.</summary>
        public Words InShort => Heavier is { } heavier ? new("doubles", $"{Never}by a call", Every(heavier)) : new("doubles", "at no load up to a call", Every(Heaviest));

        string Never => IsAlways ? "" : "never or ";

        static bool HasDoubled(CellResult cell) => cell.Run!.OpenLoad!.ResponseMeanNs >= 2 * cell.Baseline!.OpenLoad!.ResponseMeanNs;

        static string Every(long every) => $"every {new Picoseconds(every)}";

        // The unit once.
        static string Between(long lighter, long heavier)
        {
            var (from, to) = ($"{new Picoseconds(lighter)}".Split(' '), $"{new Picoseconds(heavier)}".Split(' '));
            return from[1] == to[1] ? $"every {from[0]} and {to[0]} {to[1]}" : $"every {from[0]} {from[1]} and {to[0]} {to[1]}";
        }
    }

    /// <summary>What response times do, at what, and how often calls come.</summary>
    sealed record Words(string Do, string At, string Every)
    {
        public string After(Words? before) => before?.Do != Do ? $"{this}" : before.At != At ? $"{At} {Every}" : Every;

        public override string ToString() => $"{Do} {At} {Every}";
    }
}
