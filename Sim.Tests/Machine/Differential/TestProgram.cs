using System.Text;
using System.Text.RegularExpressions;

namespace Sim.Tests.Machine.Differential;

/// <summary>A short program with the state it starts from.</summary>
sealed partial class TestProgram
{
    public TestProgram(IReadOnlyList<Piece> pieces, StartState start)
    {
        (Pieces, Start) = (pieces, start);
        var text = new StringBuilder();
        foreach (var piece in pieces)
            piece.AppendTo(text);
        Text = text.Append("\tnop\n").ToString(); // So that a label at the end is before code.
    }

    public IReadOnlyList<Piece> Pieces { get; }

    public StartState Start { get; }

    public string Text { get; }

    /// <summary>Without the nop at the end.</summary>
    public int Lines => Pieces.Sum(piece => piece.Lines);

    /// <summary>Numbers of the X registers that the text names, and that of SP.</summary>
    public IEnumerable<int> Registers => RegisterName().Matches(Text)
        .Select(match => match.Groups[1].Success ? int.Parse(match.Groups[1].Value) : StartState.Stack)
        .Distinct().Order();

    [GeneratedRegex(@"\b(?:[xw]([0-9]+)|w?sp)\b")]
    private static partial Regex RegisterName();
}
