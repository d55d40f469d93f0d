using System.Globalization;
using System.Text;

namespace Sim.Scenarios.Reading;

/// <summary>A user's text as it may appear inside a message: on one line, short, without control characters.</summary>
static class Quoted
{
    const int MaxLength = 60;

    /// <summary><paramref name="text"/> between quotes.</summary>
    public static string Text(string text) => $"'{OneLine(text.Length <= MaxLength ? text : text[..MaxLength] + "...")}'";

    /// <summary>A node between quotes; lists and mappings by their kind.</summary>
    public static string Text(Node node) => node switch
    {
        Scalar scalar => Text(scalar.Text),
        Sequence => "a list",
        _ => "a mapping",
    };

    /// <summary><paramref name="text"/> with line ends as blanks and other control characters as their numbers.</summary>
    public static string OneLine(string text) => Visible(text.Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' '));

    /// <summary><paramref name="text"/> with control characters, those between lines and words aside, as their numbers: a terminal must not obey them.</summary>
    public static string Visible(string text)
    {
        if (!text.Any(IsHarmful))
            return text;
        var builder = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (IsHarmful(letter))
                builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                builder.Append(letter);
        }

        return builder.ToString();
    }

    static bool IsHarmful(char letter) => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t');
}
