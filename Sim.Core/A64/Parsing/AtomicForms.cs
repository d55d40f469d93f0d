namespace Sim.Core.A64.Parsing;

/// <summary>LSE atomics: read-modify-write, swap, compare-and-swap (pairs too), and the forms without result.</summary>
static class AtomicForms
{
    static readonly Opcode[] Operations =
    [
        Opcode.Ldadd, Opcode.Ldclr, Opcode.Ldeor, Opcode.Ldset, Opcode.Ldsmax, Opcode.Ldsmin, Opcode.Ldumax, Opcode.Ldumin,
    ];

    static readonly (string Suffix, Ordering Ordering)[] Orderings =
    [
        ("", Ordering.Relaxed), ("a", Ordering.Acquire), ("l", Ordering.Release), ("al", Ordering.Acquire | Ordering.Release),
    ];

    static readonly (string Suffix, int? Bytes)[] Sizes = [("", null), ("b", 1), ("h", 2)];

    public static void AddTo(MnemonicTable table)
    {
        foreach (var (orderingSuffix, ordering) in Orderings)
        {
            table.Add("casp" + orderingSuffix, operands => CompareAndSwapPair(operands, ordering));
            foreach (var (sizeSuffix, bytes) in Sizes)
            {
                var suffix = orderingSuffix + sizeSuffix;
                table.Add("swp" + suffix, operands => Modify(operands, Opcode.Swp, ordering, bytes));
                table.Add("cas" + suffix, operands => CompareAndSwap(operands, ordering, bytes));
                foreach (var opcode in Operations)
                {
                    var name = opcode.ToString().ToLowerInvariant();
                    table.Add(name + suffix, operands => Modify(operands, opcode, ordering, bytes));
                    if (!ordering.HasFlag(Ordering.Acquire))
                        table.Add("st" + name[2..] + suffix, operands => ModifyOnly(operands, opcode, ordering, bytes));
                }
            }
        }
    }

    static Parsed Modify(OperandReader operands, Opcode opcode, Ordering ordering, int? bytes)
    {
        var rs = OrderedForms.DataRegister(operands, bytes);
        operands.Comma();
        var rt = operands.General(rs);
        operands.Comma();
        return OrderedForms.Access(operands, opcode, ordering, rs, bytes) with { Rm = rs.Source, Rd = rt.Destination };
    }

    static Parsed ModifyOnly(OperandReader operands, Opcode opcode, Ordering ordering, int? bytes)
    {
        var rs = OrderedForms.DataRegister(operands, bytes);
        operands.Comma();
        return OrderedForms.Access(operands, opcode, ordering, rs, bytes) with { Rm = rs.Source };
    }

    static Parsed CompareAndSwap(OperandReader operands, Ordering ordering, int? bytes)
    {
        var rs = OrderedForms.DataRegister(operands, bytes);
        operands.Comma();
        var rt = operands.General(rs);
        operands.Comma();
        return OrderedForms.Access(operands, Opcode.Cas, ordering, rs, bytes) with { Rm = rs.Source, Rd = rs.Destination, Ra = rt.Source };
    }

    static Parsed CompareAndSwapPair(OperandReader operands, Ordering ordering)
    {
        var rs = FirstOfPair(operands, operands.General());
        var rt = FirstOfPair(operands, operands.General(rs));
        return OrderedForms.Access(operands, Opcode.Casp, ordering, rs, null) with { Rm = rs.Source, Rd = rs.Destination, Ra = rt.Source };
    }

    // Only the first register is encoded: its number is even, and the second one follows it.
    static RegisterOperand FirstOfPair(OperandReader operands, RegisterOperand first)
    {
        if (first.Number % 2 != 0)
            operands.FailRegister(first, "the first register of a pair here must have an even number");
        operands.Comma();
        var second = operands.General(first);
        if (second.Number != first.Number + 1)
            operands.FailRegister(second, $"the second register of this pair must be the one after '{first.Token.Text}'");
        operands.Comma();
        return first;
    }
}
