using System.Text;

namespace Sim.Core.A64.Assembling;

/// <summary>Cuts what follows the name of a macro into arguments, after <c>.altmacro</c>.</summary>
/// <remarks>
/// What is between angle brackets is one argument without them, in which <c>!</c> takes the next character as it is. What follows <c>%</c> is an expression up to the next
/// comma, and the argument its value. Strings keep their quotes. All else is as in <see cref="MacroArguments"/>.
/// </remarks>
static class AlternateArguments
{
    public static List<string> Split(string text, Func<string, string> evaluate)
    {
        var arguments = new List<string>();
        var at = 0;
        while (at < text.Length)
        {
            while (at < text.Length && text[at] is ' ' or '\t')
                at++;
            if (at < text.Length && text[at] == '<')
            {
                arguments.Add(Bracketed(text, ref at));
            }
            else if (at < text.Length && text[at] == '%')
            {
                var end = EndOf(text, at);
                arguments.Add(evaluate(text[(at + 1)..end].Trim()));
                at = end;
            }
            else
            {
                var end = EndOf(text, at);
                arguments.AddRange(Words(text[at..end].Trim()));
                at = end;
            }

            while (at < text.Length && text[at] is ' ' or '\t')
                at++;
            if (at < text.Length && text[at] == ',' && ++at == text.Length)
                arguments.Add("");
        }

        return arguments;
    }

    // Blanks part words, but nothing in a string.
    static List<string> Words(string text) => text.Length == 0 || text.Contains('"', StringComparison.Ordinal) ? [text] : MacroArguments.Split(text);

    static string Bracketed(string text, ref int at)
    {
        var argument = new StringBuilder();
        var depth = 0;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '!' && at + 1 < text.Length)
            {
                argument.Append(text[++at]);
                continue;
            }

            if (c == '>' && --depth == 0)
            {
                at++;
                break;
            }

            if (c != '<' || depth++ > 0)
                argument.Append(c);
        }

        return argument.ToString();
    }

    // The next comma that is not within parentheses, brackets or quotes.
    static int EndOf(string text, int at)
    {
        var (depth, isInString) = (0, false);
        for (; at < text.Length; at++)
        {
            if (text[at] == '"')
                isInString = !isInString;
            else if (!isInString)
            {
                depth += text[at] is '(' or '[' ? 1 : text[at] is ')' or ']' ? -1 : 0;
                if (text[at] == ',' && depth <= 0)
                    break;
            }
        }

        return at;
    }
}
