using System.Text;
using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Assembling;

/// <summary>Puts arguments into the body of a macro or repetition.</summary>
static class Substitution
{
    /// <summary>The text of <paramref name="body"/> with <c>\name</c> replaced, <c>\@</c> by <paramref name="number"/> and <c>\()</c> by
    /// nothing.</summary>
    public static IEnumerable<SourceStatement> Into(
        IReadOnlyList<SourceStatement> body, IReadOnlyDictionary<string, string> values, int? number, string within, ExpansionBudget budget)
    {
        foreach (var statement in body)
        {
            budget.SpendLine();
            budget.SpendCharacters(statement.End);
            var text = Into(statement.Text, values, number, budget);
            var expanded = statement.LineText[..statement.Start] + text;

            // An argument may hold several statements.
            foreach (var (index, part) in new Splitter(new SourceText(statement.File, expanded), [], within).Split().Index())
            {
                if (index > 0)
                    budget.SpendLine();
                yield return part with { Line = statement.Line };
            }
        }
    }

    static string Into(string text, IReadOnlyDictionary<string, string> values, int? number, ExpansionBudget budget)
    {
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                result.Append(text[at]);
                continue;
            }

            if (text[at + 1] == '@' && number is not null)
            {
                result.Append(number);
                at++;
                continue;
            }

            if (text.AsSpan(at + 1).StartsWith("()", StringComparison.Ordinal))
            {
                at += 2;
                continue;
            }

            var end = at + 1;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '$' or '.'))
                end++;
            var name = LongestName(text[(at + 1)..end], values);
            if (name is null)
            {
                result.Append(text[at]);
                continue;
            }

            budget.SpendCharacters(values[name].Length);
            result.Append(values[name]);
            at += name.Length;
        }

        return result.ToString();
    }

    // "\reg.suffix" ends the name at the dot, unless a parameter is called so.
    static string? LongestName(string text, IReadOnlyDictionary<string, string> values)
    {
        if (values.ContainsKey(text))
            return text;
        var plain = new string([.. text.TakeWhile(c => c is not ('.' or '$'))]);
        return values.ContainsKey(plain) ? plain : null;
    }
}
