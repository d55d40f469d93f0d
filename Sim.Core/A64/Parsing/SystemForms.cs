namespace Sim.Core.A64.Parsing;

/// <summary>Hints, barriers, system registers and breakpoints.</summary>
static class SystemForms
{
    static readonly Dictionary<string, int> HintNumbers = new()
    {
        ["nop"] = 0,
        ["yield"] = 1,
        ["wfe"] = 2,
        ["wfi"] = 3,
        ["sev"] = 4,
        ["sevl"] = 5,
        ["xpaclri"] = 7,
        ["pacia1716"] = 8,
        ["pacib1716"] = 10,
        ["autia1716"] = 12,
        ["autib1716"] = 14,
        ["esb"] = 16,
        ["csdb"] = 20,
        ["paciaz"] = 24,
        ["paciasp"] = 25,
        ["pacibz"] = 26,
        ["pacibsp"] = 27,
        ["autiaz"] = 28,
        ["autiasp"] = 29,
        ["autibz"] = 30,
        ["autibsp"] = 31,
    };

    static readonly Dictionary<string, long> BarrierOptions = new()
    {
        ["oshld"] = 1,
        ["oshst"] = 2,
        ["osh"] = 3,
        ["nshld"] = 5,
        ["nshst"] = 6,
        ["nsh"] = 7,
        ["ishld"] = 9,
        ["ishst"] = 10,
        ["ish"] = 11,
        ["ld"] = 13,
        ["st"] = 14,
        ["sy"] = 15,
    };

    static readonly Dictionary<string, SystemRegister> Registers = new()
    {
        ["sp_el0"] = SystemRegister.SpEl0,
        ["tpidr_el1"] = SystemRegister.TpidrEl1,
        ["daif"] = SystemRegister.Daif,
        ["cntvct_el0"] = SystemRegister.CntvctEl0,
        ["ctr_el0"] = SystemRegister.CtrEl0,
        ["nzcv"] = SystemRegister.Nzcv,
    };

    static readonly Dictionary<string, Opcode> MaskWrites = new() { ["daifset"] = Opcode.MsrSet, ["daifclr"] = Opcode.MsrClear };

    static readonly Dictionary<string, Opcode> DataCacheOperations = new() { ["cvau"] = Opcode.DcCvau };

    static readonly Dictionary<string, Opcode> CodeCacheOperations = new() { ["ivau"] = Opcode.IcIvau };

    static readonly Dictionary<string, Opcode> TlbOperations = new() { ["vaale1is"] = Opcode.TlbiVaale1is };

    static readonly Dictionary<string, long> BtiNumbers = new() { ["c"] = 34, ["j"] = 36, ["jc"] = 38 };

    static readonly Dictionary<string, long> OnlySync = new() { ["csync"] = 17 };

    public static void AddTo(MnemonicTable table)
    {
        foreach (var (name, number) in HintNumbers)
            table.Add(name, _ => Hint(number));
        table.Add("hint", operands => Hint(operands.Number("hint", 0, 127)));
        table.Add("bti", operands => Hint(operands.Cursor.AtEnd ? 32 : operands.Word("branch type", BtiNumbers)));
        table.Add("psb", operands => Hint(operands.Word("option", OnlySync)));
        table.Add("dmb", operands => Barrier(operands, Opcode.Dmb));
        table.Add("dsb", operands => Barrier(operands, Opcode.Dsb));
        table.Add("isb", operands =>
            operands.Cursor.AtEnd ? new Instruction { Opcode = Opcode.Isb, Immediate = 15 } : Barrier(operands, Opcode.Isb));
        table.Add("dc", operands => Maintenance(operands, DataCacheOperations));
        table.Add("ic", operands => Maintenance(operands, CodeCacheOperations));
        table.Add("tlbi", operands => Maintenance(operands, TlbOperations));
        table.Add("mrs", Read);
        table.Add("msr", Write);
        table.Add("brk", operands => new Instruction { Opcode = Opcode.Brk, Immediate = operands.Number("immediate", 0, 0xffff) });
    }

    static Parsed Hint(long number) => number switch
    {
        0 => new Instruction(),
        25 or 27 => ReturnAddress(Opcode.Paciasp, number),
        29 or 31 => ReturnAddress(Opcode.Autiasp, number),
        32 or 34 or 36 or 38 => new Instruction { Opcode = Opcode.Bti, Immediate = number },
        _ => new Instruction { Opcode = Opcode.Hint, Immediate = number },
    };

    static Instruction ReturnAddress(Opcode opcode, long number) =>
        new() { Opcode = opcode, Rd = Register.Link, Rn = Register.Link, Rm = Register.Stack, Immediate = number };

    static Parsed Barrier(OperandReader operands, Opcode opcode)
    {
        var option = operands.Current.Kind == TokenKind.Name ? operands.Word("barrier option", BarrierOptions)
            : operands.Number("barrier option", 0, 15);
        return new Instruction { Opcode = opcode, Immediate = option };
    }

    static Parsed Maintenance(OperandReader operands, Dictionary<string, Opcode> operations)
    {
        var opcode = operands.Word("operation", operations);
        operands.Comma();
        return new Instruction { Opcode = opcode, Rn = operands.General(is64: true).Source };
    }

    static Parsed Read(OperandReader operands)
    {
        var rd = operands.General(is64: true);
        operands.Comma();
        var register = operands.Word("system register", Registers);
        var source = register == SystemRegister.Nzcv ? Register.Flags : Register.None;
        return new Instruction { Opcode = Opcode.Mrs, Rd = rd.Destination, Rn = source, Immediate = (long)register };
    }

    static Parsed Write(OperandReader operands)
    {
        if (operands.AcceptWord(MaskWrites) is { } opcode)
        {
            operands.Comma();
            return new Instruction
            {
                Opcode = opcode,
                Immediate = (long)SystemRegister.Daif,
                Amount = (byte)operands.Number("mask",
                0,
                15),
            };
        }

        var token = operands.Current;
        var register = operands.Word("system register", Registers);
        if (register is SystemRegister.CntvctEl0 or SystemRegister.CtrEl0)
            operands.Cursor.Fail("SIM205", $"'{token.Text}' can only be read", token);
        operands.Comma();
        var destination = register == SystemRegister.Nzcv ? Register.Flags : Register.Discard;
        return new Instruction
        {
            Opcode = Opcode.Msr,
            Rd = destination,
            Rn = operands.General(is64: true).Source,
            Immediate = (long)register,
        };
    }
}
