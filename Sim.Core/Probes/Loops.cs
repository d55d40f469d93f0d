using System.Text;

namespace Sim.Core.Probes;

/// <summary>Writes the text of loops.</summary>
sealed class Loops
{
    readonly StringBuilder _text = new();

    /// <summary>Adds a loop whose turn is <paramref name="body"/> so many <paramref name="times"/>, and a branch back.</summary>
    public Loops Add(string label, string body, int times = 1) => Add(label, Enumerable.Repeat(body, times));

    /// <summary>Adds a loop whose turn is <paramref name="lines"/>, and a branch back.</summary>
    public Loops Add(string label, IEnumerable<string> lines)
    {
        Code(label, lines);
        _text.Append("b ").Append(label).Append('\n');
        return this;
    }

    /// <summary>Adds code that is no loop.</summary>
    public Loops Code(string label, IEnumerable<string> lines)
    {
        // Each at a new line and fetch group, as compilers align loops.
        _text.Append(".balign 64\n.global ").Append(label).Append('\n').Append(label).Append(":\n");
        foreach (var line in lines)
            _text.Append(line).Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString();
}
