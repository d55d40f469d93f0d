using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Core.A64;
using Sim.Core.Diagnostics;

namespace Sim.Core.Probes.Measured;

/// <summary>All cases that Sim knows: <c>cases.txt</c>, where the format is described.</summary>
public static partial class InstructionCases
{
    /// <summary>Cases by name, in the order of the file.</summary>
    public static IReadOnlyDictionary<string, InstructionCase> All { get; } = Read(SourceText.BuiltIn("Probes/Measured/cases.txt").Text);

    static Dictionary<string, InstructionCase> Read(string text)
    {
        Dictionary<string, InstructionCase> cases = [];
        InstructionCase? current = null;
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == ' ')
                current = With(current ?? throw new SimBug($"a loop of no case: {line}"), line.Trim());
            else
                current = new(line, null, null, null);
            cases[current.Name] = current;
        }

        return cases;
    }

    static InstructionCase With(InstructionCase known, string line)
    {
        const string Not = "not run: ";
        if (line.StartsWith(Not, StringComparison.Ordinal))
            return known with { NotRun = line[Not.Length..] };
        if (LoopLine().Match(line) is not { Success: true } match)
            throw new SimBug($"not a loop of a case: {line}");
        var loop = new CaseLoop(match.Groups["once"].Value, match.Groups["body"].Value, Number("count"), Number("less"));
        return match.Groups["kind"].Value == "latency" ? known with { Latency = loop } : known with { PerCycle = loop };

        int Number(string group) =>
            match.Groups[group] is { Success: true } found ? int.Parse(found.Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex("^(?<kind>latency|per_cycle) (?<count>[0-9]+)( less (?<less>[0-9]+))?: ((?<once>.+) => )?(?<body>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex LoopLine();
}
