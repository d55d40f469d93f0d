namespace Sim.Core.A64.Parsing;

/// <summary>Loads and stores of one register or a pair, and prefetches.</summary>
static class LoadStoreForms
{
    static readonly Dictionary<string, int> PrefetchOperations = (
        from kind in (string[])["pld", "pli", "pst"]
        from level in (string[])["l1", "l2", "l3"]
        from policy in (string[])["keep", "strm"]
        select kind + level + policy).ToDictionary(name => name, _ => 0);

    public static void AddTo(MnemonicTable table)
    {
        foreach (var (unscaled, rule) in ((string, AddressRule)[])[("r", AddressRule.Any), ("ur", AddressRule.Unscaled)])
        {
            var noLiteral = rule == AddressRule.Any ? AddressRule.NoLiteral : rule;
            table.Add("ld" + unscaled, operands => Load(operands, Opcode.Ldr, null, rule));
            table.Add("ld" + unscaled + "b", operands => Load(operands, Opcode.Ldr, 1, noLiteral));
            table.Add("ld" + unscaled + "h", operands => Load(operands, Opcode.Ldr, 2, noLiteral));
            table.Add("ld" + unscaled + "sb", operands => Load(operands, Opcode.Ldrs, 1, noLiteral));
            table.Add("ld" + unscaled + "sh", operands => Load(operands, Opcode.Ldrs, 2, noLiteral));
            table.Add("ld" + unscaled + "sw", operands => Load(operands, Opcode.Ldrs, 4, rule));
            table.Add("st" + unscaled, operands => Store(operands, null, noLiteral));
            table.Add("st" + unscaled + "b", operands => Store(operands, 1, noLiteral));
            table.Add("st" + unscaled + "h", operands => Store(operands, 2, noLiteral));
        }

        table.Add("ldp", operands => LoadPair(operands, Opcode.Ldp, AddressRule.Pair));
        table.Add("ldnp", operands => LoadPair(operands, Opcode.Ldp, AddressRule.PairOffset));
        table.Add("ldpsw", operands => LoadPair(operands, Opcode.Ldpsw, AddressRule.Pair));
        table.Add("stp", operands => StorePair(operands, AddressRule.Pair));
        table.Add("stnp", operands => StorePair(operands, AddressRule.PairOffset));
        table.Add("prfm", operands => Prefetch(operands, AddressRule.Any));
        table.Add("prfum", operands => Prefetch(operands, AddressRule.Unscaled));
    }

    static Parsed Load(OperandReader operands, Opcode opcode, int? bytes, AddressRule rule)
    {
        var rt = DataRegister(operands, bytes, isSigned: opcode == Opcode.Ldrs);
        var accessBytes = bytes ?? rt.Bits / 8;
        var access = new Instruction { Opcode = opcode, Rd = rt.Destination, Is64 = rt.Is64, AccessBytes = (byte)accessBytes };
        return Checked(operands, AddressForms.Read(operands, access, rule, accessBytes), rt);
    }

    static Parsed Store(OperandReader operands, int? bytes, AddressRule rule)
    {
        var rt = DataRegister(operands, bytes, isSigned: false);
        var accessBytes = bytes ?? rt.Bits / 8;
        var access = new Instruction { Opcode = Opcode.Str, Rd = rt.Source, Is64 = rt.Is64, AccessBytes = (byte)accessBytes };
        return Checked(operands, AddressForms.Read(operands, access, rule, accessBytes), rt);
    }

    // Unsigned bytes and halfwords go to W registers, sign-extended words to X registers, other sign-extended ones to either.
    static RegisterOperand DataRegister(OperandReader operands, int? bytes, bool isSigned)
    {
        var rt = (bytes, isSigned) switch
        {
            (null, _) or (1 or 2, true) => operands.General(),
            (4, true) => operands.General(is64: true),
            _ => operands.General(is64: false),
        };
        operands.Comma();
        return rt;
    }

    static Parsed LoadPair(OperandReader operands, Opcode opcode, AddressRule rule)
    {
        var (first, second, bytes) = PairRegisters(operands, isSigned: opcode == Opcode.Ldpsw);
        if (first.Number == second.Number && !first.IsZero)
            FailLoadedTwice(operands, second);
        var access = new Instruction
        {
            Opcode = opcode,
            Rd = first.Destination,
            Ra = second.Destination,
            Is64 = first.Is64,
            AccessBytes = (byte)bytes,
        };
        return Checked(operands, AddressForms.Read(operands, access, rule, bytes), first, second);
    }

    public static void FailLoadedTwice(OperandReader operands, RegisterOperand second) =>
        operands.Cursor.Fail("SIM213",
            $"'{second.Token.Text}' is loaded twice by one instruction: which value remains is unpredictable", second.Token);

    static Parsed StorePair(OperandReader operands, AddressRule rule)
    {
        var (first, second, bytes) = PairRegisters(operands, isSigned: false);
        var access = new Instruction
        {
            Opcode = Opcode.Stp,
            Rd = first.Source,
            Ra = second.Source,
            Is64 = first.Is64,
            AccessBytes = (byte)bytes,
        };
        return Checked(operands, AddressForms.Read(operands, access, rule, bytes), first, second);
    }

    static (RegisterOperand First, RegisterOperand Second, int Bytes) PairRegisters(OperandReader operands, bool isSigned)
    {
        var first = isSigned ? operands.General(is64: true) : operands.General();
        operands.Comma();
        var second = operands.General(first);
        operands.Comma();
        return (first, second, isSigned ? 4 : first.Bits / 8);
    }

    static Parsed Checked(OperandReader operands, Parsed parsed, params ReadOnlySpan<RegisterOperand> data)
    {
        var access = parsed.Instruction;
        if (access.Addressing is not (Addressing.PreIndex or Addressing.PostIndex))
            return parsed;
        foreach (var register in data)
        {
            if (register.Number == access.Rn)
                operands.Cursor.Fail("SIM213",
                    $"'{register.Token.Text}' is data and written-back base at once: the result is unpredictable", register.Token);
        }

        return parsed;
    }

    static Parsed Prefetch(OperandReader operands, AddressRule rule)
    {
        if (operands.Cursor.At("#"))
            operands.Number("prefetch operation", 0, 31);
        else
            operands.Word("prefetch operation", PrefetchOperations);
        operands.Comma();
        var parsed = AddressForms.Read(operands, new Instruction { Opcode = Opcode.Prfm }, rule, 8);
        if (parsed.Instruction.Addressing is Addressing.PreIndex or Addressing.PostIndex)
            operands.Cursor.FailSince(operands.Cursor.Statement.Tokens[0], "SIM202", "a prefetch has no write-back");
        return parsed;
    }
}
