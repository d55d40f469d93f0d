using Sim.Core.A64.Parsing;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>The nesting of <c>.if</c>, <c>.else</c> and <c>.endif</c>, and whether the present place is assembled.</summary>
sealed class ConditionalBlocks
{
    readonly Stack<Block> _blocks = [];

    public bool IsActive => _blocks.All(block => block.IsActive);

    /// <summary>Opens a block that is not assembled.</summary>
    public void Open(Statement statement, Token directive) => _blocks.Push(new Block(statement, directive, false, false));

    /// <summary>The condition of the innermost block holds.</summary>
    public void Activate() => _blocks.Push(_blocks.Pop() with { IsActive = true });

    public void Else(TokenCursor cursor, Token directive)
    {
        if (!_blocks.TryPop(out var block))
            cursor.Fail("SIM211", "'.else' without '.if' before it", directive);
        else if (block.HasElse)
            cursor.Fail("SIM211", "second '.else' of one '.if'", directive);
        else
            _blocks.Push(block with { IsActive = !block.IsActive, HasElse = true });
        cursor.ExpectEnd();
    }

    public void Close(TokenCursor cursor, Token directive)
    {
        if (!_blocks.TryPop(out _))
            cursor.Fail("SIM211", "'.endif' without '.if' before it", directive);
        cursor.ExpectEnd();
    }

    /// <summary>Reports the blocks that are still open at the end of the text.</summary>
    public void ReportOpen(DiagnosticBag bag)
    {
        foreach (var block in _blocks.Reverse())
            bag.Add("SIM211", $"'{block.Directive.Text}' has no '.endif'", block.Statement.Span(block.Directive, block.Directive), null,
                block.Statement.LineText);
    }

    sealed record Block(Statement Statement, Token Directive, bool IsActive, bool HasElse);
}
