using System.Text.RegularExpressions;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import.Configs;

/// <summary>What one line of a <c>.config</c> says of an option.</summary>
/// <param name="Option">Its name without <c>CONFIG_</c>.</param>
/// <param name="Value">As written, strings without quotes; <c>n</c> for what is not set.</param>
/// <param name="Place">Where the value is.</param>
readonly partial record struct ConfigLine(string Option, string Value, Place Place)
{
    /// <summary>Reads line <paramref name="number"/>; null for a comment or an empty line, or after a diagnostic.</summary>
    public static ConfigLine? Read(TextFile file, int number, DiagnosticBag bag)
    {
        var line = file.Lines[number - 1];
        if (NotSet().Match(line) is { Success: true } notSet)
            return new(notSet.Groups["option"].Value, "n", file.Span(number, notSet.Groups["option"].Index + 1, notSet.Groups["option"].Length));
        if (string.IsNullOrWhiteSpace(line) || line.AsSpan().TrimStart()[0] == '#')
            return null;
        if (Assignment().Match(line) is not { Success: true } match)
        {
            var start = line.Length - line.TrimStart().Length;
            file.Span(number, start + 1, line.Trim().Length).Report(
                bag, Code.ConfigLine, $"{Quoted.Text(line.Trim())} is no line of a .config", "Lines are CONFIG_NAME=value and # CONFIG_NAME is not set; other comments begin with #.");
            return null;
        }

        var (option, value) = (match.Groups["option"].Value, match.Groups["value"]);
        var place = file.Span(number, value.Index + 1, Math.Max(1, value.Length));
        if (!Form().IsMatch(value.Value))
        {
            var letter = value.Value is [var first, ..] && char.ToLowerInvariant(first) is 'y' or 'm' or 'n' ? $"CONFIG_{option}={char.ToLowerInvariant(value.Value[0])}" : null;
            place.Report(
                bag, Code.ConfigLine, $"CONFIG_{Quoted.OneLine(option)} cannot be {Quoted.Text(value.Value)}: a value is y, m, n, a number, 0x and digits, or a text in double quotes",
                letter is null ? null : $"Write {letter}.");
            return null;
        }

        return new(option, value.Value.Trim('"'), place);
    }

    [GeneratedRegex(@"^\s*CONFIG_(?<option>\w+)=(?<value>.*?)\s*$")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^\s*# CONFIG_(?<option>\w+) is not set\s*$")]
    private static partial Regex NotSet();

    [GeneratedRegex(@"^([ymn]|-?[0-9]+|0[xX][0-9A-Fa-f]+|""([^""\\]|\\.)*"")$")]
    private static partial Regex Form();
}
