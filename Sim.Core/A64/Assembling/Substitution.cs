using System.Text;
using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Assembling;

/// <summary>Puts arguments into the body of a macro or repetition.</summary>
static class Substitution
{
    const int LocalLength = 5;

    /// <summary>The text of <paramref name="body"/> with <c>\name</c> replaced, <c>\@</c> by <paramref name="number"/> and <c>\()</c> by
    /// nothing.</summary>
    /// <param name="body">The statements.</param>
    /// <param name="values">Of the parameters.</param>
    /// <param name="number">Of the call; null for a repetition.</param>
    /// <param name="within">The expansion in words.</param>
    /// <param name="budget">Of all expansions.</param>
    /// <param name="isAlternate">True after <c>.altmacro</c>: names are replaced without a backslash too, <c>&amp;</c> joins, <c>LOCAL</c> makes labels of the
    /// call's own.</param>
    public static IEnumerable<SourceStatement> Into(
        IReadOnlyList<SourceStatement> body, Dictionary<string, string> values, int? number, string within, ExpansionBudget budget, bool isAlternate)
    {
        foreach (var statement in body)
        {
            budget.SpendLine();
            budget.SpendCharacters(statement.End);
            if (isAlternate && number is not null && statement.FirstWord.Equals("local", StringComparison.OrdinalIgnoreCase))
            {
                foreach (var name in MacroArguments.Split(statement.Text[LocalLength..]))
                    values[name] = $".LL{number}_{name}";
                continue;
            }

            var text = Into(statement.Text, values, number, budget, isAlternate);
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

    static string Into(string text, Dictionary<string, string> values, int? number, ExpansionBudget budget, bool isAlternate)
    {
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (isAlternate && (text[at] == '&' || IsNameStart(text[at])))
            {
                at = Plain(text, at, values, budget, result) - 1;
                continue;
            }

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
            while (end < text.Length && IsNamePart(text[end]))
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

    // A name as a whole, with the '&' before it and the one after it. Returns where it ends.
    static int Plain(string text, int start, Dictionary<string, string> values, ExpansionBudget budget, StringBuilder result)
    {
        var first = text[start] == '&' ? start + 1 : start;
        var end = first;
        while (end < text.Length && (end > first ? IsNamePart(text[end]) : IsNameStart(text[end])))
            end++;
        var isJoined = end < text.Length && text[end] == '&';
        if (values.TryGetValue(text[first..end], out var value))
        {
            budget.SpendCharacters(value.Length);
            result.Append(value);
        }
        else
        {
            result.Append(text, start, (first > start && isJoined ? end + 1 : end) - start);
        }

        return isJoined ? end + 1 : end;
    }

    static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '_' or '$' or '.';

    static bool IsNamePart(char c) => char.IsAsciiDigit(c) || IsNameStart(c);

    // "\reg.suffix" ends the name at the dot, unless a parameter is called so.
    static string? LongestName(string text, Dictionary<string, string> values)
    {
        if (values.ContainsKey(text))
            return text;
        var plain = new string([.. text.TakeWhile(c => c is not ('.' or '$'))]);
        return values.ContainsKey(plain) ? plain : null;
    }
}
