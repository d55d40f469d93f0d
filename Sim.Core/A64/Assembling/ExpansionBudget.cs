using Sim.Core.A64.Parsing;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>What macros, repetitions and inclusions may make of a text: macros that call themselves twice would never end.</summary>
sealed class ExpansionBudget
{
    /// <summary>Most lines: half a megabyte of instructions, more than the core of a kernel's tracing.</summary>
    public const int MostLines = 1 << 17;

    /// <summary>Most characters of these lines together.</summary>
    public const int MostCharacters = 1 << 22;

    int _lines;
    long _characters;

    /// <summary>The statement of the text itself that is being expanded: it is the one to blame.</summary>
    public SourceStatement Origin { get; set; }

    /// <summary>Another line is made.</summary>
    /// <exception cref="SyntaxException">It is one too many.</exception>
    public void SpendLine()
    {
        if (++_lines > MostLines)
            Fail(FormattableString.Invariant($"{MostLines:N0} lines"));
    }

    /// <summary>That many characters are put into a line.</summary>
    /// <exception cref="SyntaxException">They are too many.</exception>
    public void SpendCharacters(int number)
    {
        if ((_characters += number) > MostCharacters)
            Fail(FormattableString.Invariant($"{MostCharacters:N0} characters"));
    }

    void Fail(string most) => throw new SyntaxException(new Diagnostic(
        "SIM218", $"'{Origin.FirstWord}' makes the text longer than {most}", Origin.Span, "A macro that calls itself needs an .if that ends it.", Origin.LineText));
}
