namespace Sim.Core.Diagnostics;

/// <summary>A place in a text that a user wrote.</summary>
/// <param name="File">Path as the user gave it, or the name of a built-in text.</param>
/// <param name="Line">Line number from 1; 0 when the whole file is meant.</param>
/// <param name="Column">Column number from 1, in UTF-16 units; 0 when the whole line is meant.</param>
/// <param name="Length">Columns covered, at least 1 where <paramref name="Column"/> is not 0.</param>
public readonly record struct SourceSpan(string File, int Line = 0, int Column = 0, int Length = 0)
{
    /// <summary><c>file:line:column</c>, shortened by what is not known.</summary>
    public override string ToString() => (Line, Column) switch
    {
        (0, _) => File,
        (_, 0) => FormattableString.Invariant($"{File}:{Line}"),
        _ => FormattableString.Invariant($"{File}:{Line}:{Column}"),
    };
}
