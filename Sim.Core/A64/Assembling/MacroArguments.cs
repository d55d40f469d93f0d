using System.Text;

namespace Sim.Core.A64.Assembling;

/// <summary>Cuts what follows the name of a macro into arguments.</summary>
/// <remarks>Commas part arguments, and so do blanks between words; within quotes and parentheses nothing does.</remarks>
static class MacroArguments
{
    public static List<string> Split(string text)
    {
        var arguments = new List<string>();
        var argument = new StringBuilder();
        var (depth, isInString, isEmpty) = (0, false, true);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (isInString)
            {
                argument.Append(c);
                if (c == '\\' && at + 1 < text.Length)
                    argument.Append(text[++at]);
                else if (c == '"')
                    isInString = false;
                continue;
            }

            if (c is ' ' or '\t' && depth == 0)
            {
                if (!EndsHere(text, at))
                    continue;
                Take();
                continue;
            }

            if (c == ',' && depth == 0)
            {
                Take();
                isEmpty = false;
                continue;
            }

            isInString = c == '"';
            depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
            argument.Append(c);
        }

        if (argument.Length > 0 || !isEmpty)
            Take();
        return arguments;

        void Take()
        {
            arguments.Add(Unquoted(argument.ToString()));
            argument.Clear();
        }
    }

    /// <summary>Without the quotes around all of it.</summary>
    public static string Unquoted(string text) =>
        text.Length >= 2 && text[0] == '"' && text[^1] == '"' && !text[1..^1].Contains('"') ? text[1..^1] : text;

    // A blank ends an argument if words are on both sides of it.
    static bool EndsHere(string text, int blank)
    {
        if (blank == 0 || !IsWordEnd(text[blank - 1]))
            return false;
        var next = blank;
        while (next < text.Length && text[next] is ' ' or '\t')
            next++;
        return next < text.Length && IsWordStart(text[next]);
    }

    static bool IsWordEnd(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '$' or ')' or ']' or '"' or '}';

    static bool IsWordStart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '$' or '\\' or '#' or '[' or '"' or '{' or ':';
}
