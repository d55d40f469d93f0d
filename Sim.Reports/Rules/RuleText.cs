using System.Text;
using Sim.Core.Runs;

namespace Sim.Reports.Rules;

/// <summary>What became of a rule, in words.</summary>
public static class RuleText
{
    // More are counted, and in results.json.
    const int MostShown = 5;

    /// <summary><c>holds</c>, <c>broken</c> or <c>unchecked</c>, as files write it.</summary>
    public static string StateOf(RuleOutcome rule) => rule.IsBroken ? "broken" : rule.IsUnchecked ? "unchecked" : "holds";

    /// <summary>A broken rule for a terminal: its place and text, then a line per violation, the first five.</summary>
    public static string Of(RuleOutcome rule)
    {
        var text = new StringBuilder($"{Printable(rule.At.ToString())}: {rule.Kind} broken: {Printable(rule.Text)}\n");
        foreach (var violation in Violations(rule))
            text.Append(' ').Append(violation).Append('\n');
        return text.ToString();
    }

    // A file may have any name.
    static string Printable(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    /// <summary>The first violations, and how many more there are.</summary>
    public static IEnumerable<string> Violations(RuleOutcome rule)
    {
        foreach (var violation in rule.Violations.Take(MostShown))
            yield return violation;
        if (rule.Broken > MostShown)
            yield return FormattableString.Invariant($"and {rule.Broken - MostShown} more of {rule.Compared} comparisons");
    }
}
