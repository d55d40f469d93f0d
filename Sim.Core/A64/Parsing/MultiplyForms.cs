namespace Sim.Core.A64.Parsing;

/// <summary>Multiplication, division, and the operations with one source.</summary>
static class MultiplyForms
{
    public static void AddTo(MnemonicTable table)
    {
        AddMultiply(table, "madd", "mul", Opcode.Madd, isLong: false);
        AddMultiply(table, "msub", "mneg", Opcode.Msub, isLong: false);
        AddMultiply(table, "smaddl", "smull", Opcode.Smaddl, isLong: true);
        AddMultiply(table, "smsubl", "smnegl", Opcode.Smsubl, isLong: true);
        AddMultiply(table, "umaddl", "umull", Opcode.Umaddl, isLong: true);
        AddMultiply(table, "umsubl", "umnegl", Opcode.Umsubl, isLong: true);
        table.Add("smulh", operands => TwoSources(operands, Opcode.Smulh, operands.General(is64: true)));
        table.Add("umulh", operands => TwoSources(operands, Opcode.Umulh, operands.General(is64: true)));
        table.Add("udiv", operands => TwoSources(operands, Opcode.Udiv, operands.General()));
        table.Add("sdiv", operands => TwoSources(operands, Opcode.Sdiv, operands.General()));
        foreach (var opcode in (Opcode[])[Opcode.Clz, Opcode.Cls, Opcode.Rbit, Opcode.Rev16, Opcode.Rev])
            table.Add(opcode.ToString(), operands => OneSource(operands, opcode, operands.General()));
        table.Add("rev32", operands => OneSource(operands, Opcode.Rev32, operands.General(is64: true)));
        table.Add("rev64", operands => OneSource(operands, Opcode.Rev, operands.General(is64: true)));
    }

    // The form without an addend adds zero.
    static void AddMultiply(MnemonicTable table, string withAddend, string without, Opcode opcode, bool isLong)
    {
        table.Add(withAddend, operands => Multiply(operands, opcode, isLong, hasAddend: true));
        table.Add(without, operands => Multiply(operands, opcode, isLong, hasAddend: false));
    }

    static Parsed Multiply(OperandReader operands, Opcode opcode, bool isLong, bool hasAddend)
    {
        var rd = isLong ? operands.General(is64: true) : operands.General();
        operands.Comma();
        var rn = operands.General(rd.Is64 && !isLong);
        operands.Comma();
        var rm = operands.General(rn);
        var ra = Register.Zero;
        if (hasAddend)
        {
            operands.Comma();
            ra = operands.General(rd).Source;
        }

        return new Instruction { Opcode = opcode, Rd = rd.Destination, Rn = rn.Source, Rm = rm.Source, Ra = ra, Is64 = rd.Is64 };
    }

    static Parsed TwoSources(OperandReader operands, Opcode opcode, RegisterOperand rd)
    {
        operands.Comma();
        var rn = operands.General(rd);
        operands.Comma();
        return new Instruction { Opcode = opcode, Rd = rd.Destination, Rn = rn.Source, Rm = operands.General(rd).Source, Is64 = rd.Is64 };
    }

    static Parsed OneSource(OperandReader operands, Opcode opcode, RegisterOperand rd)
    {
        operands.Comma();
        return new Instruction { Opcode = opcode, Rd = rd.Destination, Rn = operands.General(rd).Source, Is64 = rd.Is64 };
    }
}
