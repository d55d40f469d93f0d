namespace Sim.Core.A64.Parsing;

/// <summary>Shifts, bit-field moves and extensions: all are sbfm, bfm, ubfm, extr or a shift by a register.</summary>
static class BitFieldForms
{
    public static void AddTo(MnemonicTable table)
    {
        table.Add("lsl", operands => Shift(operands, Opcode.Lslv));
        table.Add("lsr", operands => Shift(operands, Opcode.Lsrv));
        table.Add("asr", operands => Shift(operands, Opcode.Asrv));
        table.Add("ror", operands => Shift(operands, Opcode.Rorv));
        foreach (var opcode in (Opcode[])[Opcode.Lslv, Opcode.Lsrv, Opcode.Asrv, Opcode.Rorv])
            table.Add(opcode.ToString(), operands => ShiftByRegister(operands, opcode));
        foreach (var opcode in (Opcode[])[Opcode.Sbfm, Opcode.Bfm, Opcode.Ubfm])
            table.Add(opcode.ToString(), operands => Base(operands, opcode));
        table.Add("bfi", operands => Insert(operands, Opcode.Bfm));
        table.Add("sbfiz", operands => Insert(operands, Opcode.Sbfm));
        table.Add("ubfiz", operands => Insert(operands, Opcode.Ubfm));
        table.Add("bfxil", operands => Extract(operands, Opcode.Bfm));
        table.Add("sbfx", operands => Extract(operands, Opcode.Sbfm));
        table.Add("ubfx", operands => Extract(operands, Opcode.Ubfm));
        table.Add("bfc", Clear);
        table.Add("sxtb", operands => Extend(operands, Opcode.Sbfm, 8));
        table.Add("sxth", operands => Extend(operands, Opcode.Sbfm, 16));
        table.Add("sxtw", operands => ExtendWord(operands, Opcode.Sbfm));
        table.Add("uxtb", operands => ExtendUnsigned(operands, 8));
        table.Add("uxth", operands => ExtendUnsigned(operands, 16));
        table.Add("uxtw", operands => ExtendWord(operands, Opcode.Ubfm));
        table.Add("extr", Extr);
    }

    static (RegisterOperand Rd, RegisterOperand Rn) TwoRegisters(OperandReader operands)
    {
        var rd = operands.General();
        operands.Comma();
        return (rd, operands.General(rd));
    }

    static Instruction Field(Opcode opcode, RegisterOperand rd, RegisterOperand rn, long immR, long immS) => new()
    {
        Opcode = opcode,
        Rd = rd.Destination,
        Rn = rn.Source,
        Ra = opcode == Opcode.Bfm ? rd.Source : Register.None,
        Is64 = rd.Is64,
        Amount = (byte)immR,
        Immediate = immS,
    };

    static Parsed Shift(OperandReader operands, Opcode byRegister)
    {
        var (rd, rn) = TwoRegisters(operands);
        operands.Comma();
        if (operands.AtRegister)
            return ByRegister(operands, byRegister, rd, rn);
        var distance = operands.Number("shift", 0, rd.Bits - 1);
        return byRegister switch
        {
            Opcode.Lslv => Field(Opcode.Ubfm, rd, rn, (rd.Bits - distance) % rd.Bits, rd.Bits - 1 - distance),
            Opcode.Lsrv => Field(Opcode.Ubfm, rd, rn, distance, rd.Bits - 1),
            Opcode.Asrv => Field(Opcode.Sbfm, rd, rn, distance, rd.Bits - 1),
            _ => new Instruction
            {
                Opcode = Opcode.Extr,
                Rd = rd.Destination,
                Rn = rn.Source,
                Rm = rn.Source,
                Is64 = rd.Is64,
                Amount = (byte)distance,
            },
        };
    }

    static Parsed ShiftByRegister(OperandReader operands, Opcode opcode)
    {
        var (rd, rn) = TwoRegisters(operands);
        operands.Comma();
        return ByRegister(operands, opcode, rd, rn);
    }

    static Instruction ByRegister(OperandReader operands, Opcode opcode, RegisterOperand rd, RegisterOperand rn) =>
        new() { Opcode = opcode, Rd = rd.Destination, Rn = rn.Source, Rm = operands.General(rd).Source, Is64 = rd.Is64 };

    static Parsed Base(OperandReader operands, Opcode opcode)
    {
        var (rd, rn) = TwoRegisters(operands);
        operands.Comma();
        var immR = operands.Number("rotation", 0, rd.Bits - 1);
        operands.Comma();
        return Field(opcode, rd, rn, immR, operands.Number("last bit", 0, rd.Bits - 1));
    }

    static (long LowBit, long Width) FieldOf(OperandReader operands, RegisterOperand rd)
    {
        operands.Comma();
        var lowBit = operands.Number("lowest bit", 0, rd.Bits - 1);
        operands.Comma();
        return (lowBit, operands.Number("width", 1, rd.Bits - lowBit));
    }

    static Parsed Insert(OperandReader operands, Opcode opcode)
    {
        var (rd, rn) = TwoRegisters(operands);
        var (lowBit, width) = FieldOf(operands, rd);
        return Field(opcode, rd, rn, (rd.Bits - lowBit) % rd.Bits, width - 1);
    }

    static Parsed Extract(OperandReader operands, Opcode opcode)
    {
        var (rd, rn) = TwoRegisters(operands);
        var (lowBit, width) = FieldOf(operands, rd);
        return Field(opcode, rd, rn, lowBit, lowBit + width - 1);
    }

    static Parsed Clear(OperandReader operands)
    {
        var rd = operands.General();
        var (lowBit, width) = FieldOf(operands, rd);
        return Field(Opcode.Bfm, rd, new RegisterOperand(Register.Zero, rd.Is64, rd.Token), (rd.Bits - lowBit) % rd.Bits, width - 1);
    }

    static Parsed Extend(OperandReader operands, Opcode opcode, int bits)
    {
        var rd = operands.General();
        operands.Comma();
        return Field(opcode, rd, operands.General(is64: false), 0, bits - 1);
    }

    static Parsed ExtendUnsigned(OperandReader operands, int bits)
    {
        var rd = operands.General(is64: false);
        operands.Comma();
        return Field(Opcode.Ubfm, rd, operands.General(is64: false), 0, bits - 1);
    }

    static Parsed ExtendWord(OperandReader operands, Opcode opcode)
    {
        var rd = operands.General(is64: true);
        operands.Comma();
        return Field(opcode, rd, operands.General(is64: false), 0, 31);
    }

    static Parsed Extr(OperandReader operands)
    {
        var (rd, rn) = TwoRegisters(operands);
        operands.Comma();
        var rm = operands.General(rd);
        operands.Comma();
        var lowBit = operands.Number("lowest bit", 0, rd.Bits - 1);
        return new Instruction
        {
            Opcode = Opcode.Extr,
            Rd = rd.Destination,
            Rn = rn.Source,
            Rm = rm.Source,
            Is64 = rd.Is64,
            Amount = (byte)lowBit,
        };
    }
}
