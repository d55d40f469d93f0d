namespace Sim.Core.A64.Parsing;

/// <summary>Acquire, release and exclusive accesses; the exclusive ones also of pairs.</summary>
static class OrderedForms
{
    static readonly (string Suffix, int? Bytes)[] Sizes = [("", null), ("b", 1), ("h", 2)];

    public static void AddTo(MnemonicTable table)
    {
        foreach (var (suffix, bytes) in Sizes)
        {
            table.Add("ldar" + suffix, operands => Load(operands, Opcode.Ldar, Ordering.Acquire, bytes));
            table.Add("ldapr" + suffix, operands => Load(operands, Opcode.Ldapr, Ordering.Acquire, bytes));
            table.Add("ldxr" + suffix, operands => Load(operands, Opcode.Ldxr, Ordering.Relaxed, bytes));
            table.Add("ldaxr" + suffix, operands => Load(operands, Opcode.Ldaxr, Ordering.Acquire, bytes));
            table.Add("stlr" + suffix, operands => StoreRelease(operands, bytes));
            table.Add("stxr" + suffix, operands => StoreExclusive(operands, Opcode.Stxr, Ordering.Relaxed, bytes));
            table.Add("stlxr" + suffix, operands => StoreExclusive(operands, Opcode.Stlxr, Ordering.Release, bytes));
        }

        table.Add("ldxp", operands => LoadPair(operands, Opcode.Ldxp, Ordering.Relaxed));
        table.Add("ldaxp", operands => LoadPair(operands, Opcode.Ldaxp, Ordering.Acquire));
        table.Add("stxp", operands => StorePair(operands, Opcode.Stxp, Ordering.Relaxed));
        table.Add("stlxp", operands => StorePair(operands, Opcode.Stlxp, Ordering.Release));
        table.Add("clrex", ClearExclusive);
    }

    static Parsed Load(OperandReader operands, Opcode opcode, Ordering ordering, int? bytes)
    {
        var rt = DataRegister(operands, bytes);
        operands.Comma();
        return Access(operands, opcode, ordering, rt, bytes) with { Rd = rt.Destination };
    }

    static Parsed StoreRelease(OperandReader operands, int? bytes)
    {
        var rt = DataRegister(operands, bytes);
        operands.Comma();
        return Access(operands, Opcode.Stlr, Ordering.Release, rt, bytes) with { Rd = rt.Source };
    }

    static Parsed StoreExclusive(OperandReader operands, Opcode opcode, Ordering ordering, int? bytes)
    {
        var status = operands.General(is64: false);
        operands.Comma();
        var rt = DataRegister(operands, bytes);
        operands.Comma();
        var access = Access(operands, opcode, ordering, rt, bytes) with { Rd = status.Destination, Ra = rt.Source };
        CheckStatus(operands, status, access, rt);
        return access;
    }

    static Parsed LoadPair(OperandReader operands, Opcode opcode, Ordering ordering)
    {
        var first = operands.General();
        operands.Comma();
        var second = operands.General(first);
        operands.Comma();
        if (first.Number == second.Number && !first.IsZero)
            LoadStoreForms.FailLoadedTwice(operands, second);
        return Access(operands, opcode, ordering, first, null) with { Rd = first.Destination, Ra = second.Destination };
    }

    static Parsed StorePair(OperandReader operands, Opcode opcode, Ordering ordering)
    {
        var status = operands.General(is64: false);
        operands.Comma();
        var first = operands.General();
        operands.Comma();
        var second = operands.General(first);
        operands.Comma();
        var access = Access(operands, opcode, ordering, first, null) with
        {
            Rd = status.Destination,
            Ra = first.Source,
            Rm = second.Source,
        };
        CheckStatus(operands, status, access, first, second);
        return access;
    }

    static void CheckStatus(
        OperandReader operands, RegisterOperand status, Instruction access, params ReadOnlySpan<RegisterOperand> data)
    {
        var isUsedTwice = status.Number == access.Rn;
        foreach (var register in data)
            isUsedTwice |= status.Number == register.Number;
        if (isUsedTwice && !status.IsZero)
            operands.Cursor.Fail("SIM213", $"'{status.Token.Text}' is status and data or address at once: the result is unpredictable",
                status.Token);
    }

    // The operand, a hint for debuggers of old, has no effect.
    static Parsed ClearExclusive(OperandReader operands)
    {
        if (!operands.Cursor.AtEnd)
            operands.Number("option", 0, 15);
        return new Instruction { Opcode = Opcode.Clrex };
    }

    public static RegisterOperand DataRegister(OperandReader operands, int? bytes) =>
        bytes is null ? operands.General() : operands.General(is64: false);

    /// <summary>An access to <c>[xn]</c> in the width of <paramref name="rt"/>, or of <paramref name="bytes"/>.</summary>
    public static Instruction Access(OperandReader operands, Opcode opcode, Ordering ordering, RegisterOperand rt, int? bytes)
    {
        var access = new Instruction { Opcode = opcode, Ordering = ordering, Is64 = rt.Is64, AccessBytes = (byte)(bytes ?? rt.Bits / 8) };
        return AddressForms.Read(operands, access, AddressRule.Base, 1).Instruction;
    }
}
