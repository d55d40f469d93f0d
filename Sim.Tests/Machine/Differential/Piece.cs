using System.Text;

namespace Sim.Tests.Machine.Differential;

/// <summary>What can be taken out of a program as a whole: one line, or lines that need each other with the pieces between them.</summary>
/// <param name="Opening">The line, or what is before the body, such as a branch over it.</param>
/// <param name="Body">Makes sense without opening and closing too.</param>
/// <param name="Closing">What is after the body, such as the label branched to; empty for a line.</param>
sealed record Piece(string Opening, IReadOnlyList<Piece> Body, string Closing)
{
    public static Piece Line(string statements) => new($"\t{statements}\n", [], "");

    public int Lines => Opening.Count(letter => letter == '\n') + Body.Sum(piece => piece.Lines) + Closing.Count(letter => letter == '\n');

    public void AppendTo(StringBuilder text)
    {
        text.Append(Opening);
        foreach (var piece in Body)
            piece.AppendTo(text);
        text.Append(Closing);
    }
}
