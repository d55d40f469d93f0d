using System.Text.RegularExpressions;
using Sim.Core.A64;
using Sim.Core.Diagnostics;

namespace Sim.Core.Mechanisms.OwnTrampoline;

/// <summary>The label at which a user's text is entered, for mistakes that no instruction of it shows.</summary>
public static class EntryLabel
{
    /// <summary><paramref name="mistake"/> at the line of the text with the label <paramref name="entry"/>; at the text as a whole if no line has it.</summary>
    public static Diagnostic Show(Diagnostic mistake, SourceText text, string entry)
    {
        var lines = text.Text.Split('\n');
        var label = new Regex($@"^\s*(?:[\w.$]+\s*:\s*)*?({Regex.Escape(entry)})\s*:", RegexOptions.CultureInvariant);
        for (var i = 0; i < lines.Length; i++)
        {
            if (label.Match(lines[i]) is { Success: true } match)
                return mistake with { At = new(text.Name, i + 1, match.Groups[1].Index + 1, entry.Length), Excerpt = lines[i].TrimEnd('\r') };
        }

        return mistake with { At = new(text.Name) };
    }

    /// <summary>True if <see cref="Show"/> finds a line.</summary>
    public static bool IsIn(SourceText text, string entry) => Show(new("", "", default), text, entry).At.Line > 0;
}
