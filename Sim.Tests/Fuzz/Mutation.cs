using Sim.Core.Units;

namespace Sim.Tests.Fuzz;

/// <summary>Text that is nearly what it was.</summary>
static class Mutation
{
    const int Most = 6;

    static readonly string[] Tokens =
    [
        "0", "-1", "1e99", "9223372036854775808", "0x", "100_000_000_000", "..", "1..", "1..1000000 log 3", "$n", "$", "{", "}", "[", "]", "{ {", ": ", "- ", "\t", "\0", "\u001b[31m",
        "\"", "'", "#", "&a", "*a", "!!int", "|", "~", "null", "true", "NaN", "é", "\u202e", "ns", "KiB", "%", ",", ";", "\r\n", "\n\n", "...", "---",
        ".macro", ".endm", ".rept 1000000", ".include \"x\"", "b .", "svc #0", "((((((((", "-x", "x31", "find:", "design:", "zip:", "exclude:", "inherits:", "../", "/dev/null", "count:", "file:",
    ];

    /// <summary><paramref name="text"/> with one to six changes; <paramref name="others"/> may lend it lines.</summary>
    public static string Of(string text, IReadOnlyList<string> others, Pcg random)
    {
        for (var count = 1 + random.Below(Most); count > 0; count--)
            text = Change(text, others, random);
        return text;
    }

    static string Change(string text, IReadOnlyList<string> others, Pcg random)
    {
        if (text.Length == 0)
            return Tokens[random.Below(Tokens.Length)];
        var at = random.Below(text.Length);
        var length = Math.Min(1 + random.Below(40), text.Length - at);
        switch (random.Below(9))
        {
            case 0:
                return text[..at];
            case 1:
                return text.Remove(at, length);
            case 2:
                return text.Insert(random.Below(text.Length), text.Substring(at, length));
            case 3:
                return text[..at] + (char)random.Below(256) + text[(at + 1)..];
            case 4:
                return text.Insert(at, string.Concat(Enumerable.Repeat(text.Substring(at, length), 200)));
            case 5:
                return Lines(text, lines => (lines[random.Below(lines.Length)], lines[random.Below(lines.Length)]) = (lines[random.Below(lines.Length)], lines[random.Below(lines.Length)]));
            case 6:
                var other = others[random.Below(others.Count)].Split('\n');
                return Lines(text, lines => lines[random.Below(lines.Length)] = other[random.Below(other.Length)]);
            case 7:
                var end = at;
                while (end < text.Length && !char.IsWhiteSpace(text[end]))
                    end++;
                return text[..at] + Tokens[random.Below(Tokens.Length)] + text[end..];
            default:
                return text.Insert(at, Tokens[random.Below(Tokens.Length)]);
        }
    }

    static string Lines(string text, Action<string[]> change)
    {
        var lines = text.Split('\n');
        change(lines);
        return string.Join('\n', lines);
    }
}
