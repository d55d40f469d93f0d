using Sim.Core.A64.Parsing;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>The nesting of <c>.if</c>, <c>.elseif</c>, <c>.else</c> and <c>.endif</c>, and whether the present place is assembled.</summary>
sealed class ConditionalBlocks
{
    readonly Stack<Block> _blocks = [];

    public bool IsActive => !_blocks.TryPeek(out var block) || (block.IsActive && block.IsWithinActive);

    public int Count => _blocks.Count;

    /// <summary>True for a directive of conditional assembly, known or not.</summary>
    public static bool IsConditional(string directive) => directive.StartsWith(".if", StringComparison.Ordinal)
        || directive.StartsWith(".else", StringComparison.Ordinal) || directive.StartsWith(".end", StringComparison.Ordinal)
            && directive is not (".endm" or ".endr" or ".endmacro" or ".endfunc");

    /// <summary>Opens a block that is not assembled.</summary>
    public void Open(in SourceStatement statement) => _blocks.Push(new Block(statement, IsWithinActive: IsActive, IsActive: false, IsDecided: !IsActive, HasElse: false));

    /// <summary>True if the condition of an <c>.elseif</c> must be read: no branch before it was taken.</summary>
    public bool IsUndecided => _blocks.TryPeek(out var block) && !block.IsDecided;

    /// <summary>The condition of the innermost block holds.</summary>
    public void Activate() => _blocks.Push(_blocks.Pop() with { IsActive = true, IsDecided = true });

    /// <summary>Begins another branch of the innermost block, which is not assembled so far.</summary>
    public void Branch(in SourceStatement statement, bool isLast)
    {
        var directive = statement.Directive;
        if (!_blocks.TryPop(out var block))
            Fail(statement, $"'{directive}' without '.if' before it");
        if (block.HasElse)
        {
            _blocks.Push(block);
            Fail(statement, isLast ? "second '.else' of one '.if'" : $"'{directive}' after '.else'");
        }

        _blocks.Push(block with { IsActive = false, HasElse = isLast });
    }

    public void Close(in SourceStatement statement)
    {
        if (!_blocks.TryPop(out _))
            Fail(statement, "'.endif' without '.if' before it");
    }

    /// <summary>Closes blocks until only <paramref name="count"/> are open, as <c>.exitm</c> does.</summary>
    public void CloseTo(int count)
    {
        while (_blocks.Count > count)
            _blocks.Pop();
    }

    /// <summary>Reports the blocks that are still open at the end of the text.</summary>
    public void ReportOpen(DiagnosticBag bag)
    {
        foreach (var block in _blocks.Reverse())
        {
            var directive = block.Statement.Directive;
            bag.Add("SIM211", $"'{directive}' has no '.endif'", block.Statement.SpanOf(directive), null, block.Statement.LineText);
        }
    }

    static void Fail(in SourceStatement statement, string message) => throw new SyntaxException(
        new Diagnostic("SIM211", message, statement.SpanOf(statement.Directive), null, statement.LineText));

    // IsDecided: a branch was taken already, or none can be.
    readonly record struct Block(SourceStatement Statement, bool IsWithinActive, bool IsActive, bool IsDecided, bool HasElse);
}
