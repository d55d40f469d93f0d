using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Assembling;

/// <summary>The statements to be read: those of the text, and before them those of expansions that are under way.</summary>
sealed class StatementSource(IReadOnlyList<SourceStatement> text, ExpansionBudget budget)
{
    readonly Stack<(IEnumerator<SourceStatement> Statements, bool IsMacro, int Blocks)> _expansions = [];
    int _next;

    /// <summary>How many expansions are within each other.</summary>
    public int Depth => _expansions.Count;

    /// <summary>True within a macro.</summary>
    public bool IsInMacro => _expansions.Any(expansion => expansion.IsMacro);

    public bool TryNext(out SourceStatement statement)
    {
        while (_expansions.TryPeek(out var expansion))
        {
            if (expansion.Statements.MoveNext())
            {
                statement = expansion.Statements.Current;
                return true;
            }

            _expansions.Pop();
        }

        var isMore = _next < text.Count;
        statement = isMore ? text[_next++] : default;
        return isMore;
    }

    /// <summary>Reads <paramref name="statements"/> before all others.</summary>
    /// <param name="origin">What they are made of.</param>
    /// <param name="statements">Made one by one.</param>
    /// <param name="isMacro">True for the body of a macro.</param>
    /// <param name="blocks">How many conditional blocks are open.</param>
    public void Push(in SourceStatement origin, IEnumerable<SourceStatement> statements, bool isMacro, int blocks)
    {
        if (Depth == 0)
            budget.Origin = origin;
        _expansions.Push((statements.GetEnumerator(), isMacro, blocks));
    }

    /// <summary>Leaves the innermost macro.</summary>
    /// <returns>How many conditional blocks were open where it was called.</returns>
    public int LeaveMacro()
    {
        while (_expansions.Pop() is var expansion)
        {
            if (expansion.IsMacro)
                return expansion.Blocks;
        }

        return 0;
    }
}
