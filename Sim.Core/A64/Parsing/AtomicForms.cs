namespace Sim.Core.A64.Parsing;

/// <summary>LSE atomics: read-modify-write, swap, compare-and-swap, and the forms without result.</summary>
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
}
