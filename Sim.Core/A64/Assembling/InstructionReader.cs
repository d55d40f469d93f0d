using Sim.Core.A64.Operands;
using Sim.Core.A64.Parsing;
using Sim.Core.A64.Table;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>Reads the operands of an instruction as one of the forms that its mnemonic has.</summary>
static class InstructionReader
{
    /// <summary>The word, and what linking adds to it.</summary>
    /// <exception cref="SyntaxException">No form fits: what is wrong with the one that fits best.</exception>
    public static (uint Word, Fixup? Fixup) Read(OperandReader text, IReadOnlyList<Row> rows, Scope scope)
    {
        var start = text.Cursor.Index;
        var best = default((Diagnostic? Mistake, Fit Fit));
        var keywords = new List<string>();
        foreach (var row in rows)
        {
            text.Cursor.Index = start;
            var draft = new Draft(text, row.SaysWidth ? null : row.Template.Is64) { Word = row.Word };
            var isComplete = TryRead(row, draft);
            keywords.AddRange(draft.Keywords);
            if (isComplete && draft.Mistake is null)
            {
                if (row.Only?.Invoke(draft.Word) != false)
                    return (draft.Word, draft.Pooled is var (value, bytes, from) ? Literal(scope, value, bytes, from) : draft.Fixup);
                continue;
            }

            var fit = new Fit(isComplete, isComplete ? 0 : text.Cursor.Index, -draft.Mistakes, draft.Mistake?.At.Column ?? 0);
            if (best.Mistake is null || fit.CompareTo(best.Fit) > 0)
                best = (draft.Mistake, fit);
        }

        // Forms that differ in a word had none of them.
        text.Cursor.Index = start;
        if (keywords.Count > 0 && best.Fit == new Fit(false, start, -1, text.Current.Column) && text.Current.Kind == TokenKind.Name)
            throw new SyntaxException(text.UnknownWord("operation", text.Current, keywords));
        throw new SyntaxException(best.Mistake!);
    }

    static Fixup Literal(Scope scope, Value value, int bytes, Reference from) => new(FixupKind.Literal, scope.Pool(value, bytes, from), 0, from);

    static bool TryRead(Row row, Draft draft)
    {
        var isFirst = true;
        foreach (var operand in row.Operands)
        {
            if (!operand.IsWritten)
                continue;
            var isLeftOut = operand.IsOptional && draft.Cursor.AtEnd;
            if (!isFirst && !isLeftOut && !draft.Expect(","))
                return false;
            if (!operand.Parse(draft))
                return false;
            isFirst = false;
        }

        if (!draft.Cursor.AtEnd)
        {
            draft.Complain(draft.Cursor.TooMuch());
            return false;
        }

        foreach (var operand in row.Operands)
        {
            if (!operand.IsWritten)
                operand.Parse(draft);
        }

        return true;
    }

    // How well a text fits a form: all of it, or how many tokens; fewer mistakes are better, and later ones.
    readonly record struct Fit(bool IsComplete, int Tokens, int Mistakes, int Column) : IComparable<Fit>
    {
        public int CompareTo(Fit other) =>
            (IsComplete, Tokens, Mistakes, Column).CompareTo((other.IsComplete, other.Tokens, other.Mistakes, other.Column));
    }
}
