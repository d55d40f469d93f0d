using Sim.Core.A64.Parsing;
using Sim.Core.A64.Table;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>Turns assembly text into instruction words and data.</summary>
/// <remarks>
/// The syntax is that of GNU as for A64, operator precedence included; docs/diagnostics.md lists what it says about mistakes.
/// An object is one run of code and data: sections are placed one after the other.
/// </remarks>
public static class Assembler
{
    /// <summary>Every mnemonic of the subset, in lower case; aliases and synonyms included.</summary>
    public static IEnumerable<string> Mnemonics => InstructionTable.Mnemonics;

    /// <summary>Assembles <paramref name="source"/>, and reports every statement that is wrong.</summary>
    /// <param name="source">The text.</param>
    /// <param name="constants">Names that the text may use as numbers, such as structure offsets. As a branch target: the address.</param>
    /// <param name="bag">Takes the mistakes, SIM200 to SIM219.</param>
    /// <returns>Null if there was a mistake.</returns>
    public static ObjectFile? Assemble(SourceText source, IReadOnlyDictionary<string, long> constants, DiagnosticBag bag)
    {
        var ofLines = new DiagnosticBag();
        var statements = new Splitter(source, ofLines).Split();

        // What the first pass complains about, the last does too, and knows more. Several sections are placed once their sizes are known.
        var (pass, file) = Walk(null);
        for (var again = pass.HasSections ? 2 : 0; again >= 0 && !pass.IsStopped; again--)
        {
            var before = pass;
            (pass, file) = Walk(before);
            if (again == 0 && !ofLines.HasErrors && !pass.Mistakes.HasErrors)
                CheckStable(source.Name, before.Labels, pass.Labels, pass.Mistakes);
        }

        var mistakes = pass.IsEndless ? pass.Mistakes : [.. ofLines, .. pass.Mistakes];
        foreach (var mistake in mistakes)
            bag.Add(mistake);
        return mistakes.HasErrors ? null : file;

        (Pass Pass, ObjectFile File) Walk(Pass? before)
        {
            var next = new Pass(source, statements, constants, before);
            return (next, next.Run());
        }
    }

    // A size or condition that depends on labels further down would move them.
    static void CheckStable(string name, IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> after,
        DiagnosticBag mistakes)
    {
        if (before.FirstOrDefault(label => !after.TryGetValue(label.Key, out var offset) || offset != label.Value).Key is { } moved)
            mistakes.Add("SIM216", $"a size or condition depends on label '{moved}', which is after it and moves with it",
                new SourceSpan(name));
    }
}
