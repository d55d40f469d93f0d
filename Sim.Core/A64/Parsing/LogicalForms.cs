namespace Sim.Core.A64.Parsing;

/// <summary>Bitwise logic, with a shifted register or a logical immediate.</summary>
static class LogicalForms
{
    public static void AddTo(MnemonicTable table)
    {
        foreach (var opcode in (Opcode[])[Opcode.And, Opcode.Ands, Opcode.Orr, Opcode.Orn, Opcode.Eor, Opcode.Eon, Opcode.Bic, Opcode.Bics])
            table.Add(opcode.ToString(), operands => ThreeOperands(operands, opcode));
        table.Add("tst", Test);
        table.Add("mvn", Not);
    }

    static Parsed ThreeOperands(OperandReader operands, Opcode opcode)
    {
        var rd = operands.Any();
        operands.Comma();
        var rn = operands.General(rd.Is64);
        operands.Comma();
        return SecondOperand(operands, opcode, rd, rn);
    }

    static Parsed Test(OperandReader operands)
    {
        var rn = operands.General();
        operands.Comma();
        return SecondOperand(operands, Opcode.Ands, new RegisterOperand(Register.Zero, rn.Is64, rn.Token), rn);
    }

    static Parsed SecondOperand(OperandReader operands, Opcode opcode, RegisterOperand rd, RegisterOperand rn)
    {
        var instruction = new Instruction { Opcode = opcode, Rd = rd.Destination, Rn = rn.Source, Is64 = rd.Is64 };
        if (operands.AtRegister || operands.Current.Kind == TokenKind.End)
        {
            if (rd.IsStack)
                operands.FailRegister(rd, "the stack pointer can only be the result of and, orr or eor with an immediate");
            var rm = operands.General(rd);
            var (shift, amount) = ArithmeticForms.OptionalShift(operands, rd, ShiftNames.Shifts);
            return instruction with { Rm = rm.Source, Operand2 = shift, Amount = amount };
        }

        // GNU as knows the inverted immediate of bic alone.
        if (opcode is Opcode.Bics or Opcode.Orn or Opcode.Eon)
            operands.Cursor.FailExpected("a register");
        var isInverted = opcode == Opcode.Bic;
        var positive = isInverted ? Opcode.And : opcode;
        if (positive == Opcode.Ands && rd.IsStack)
            operands.FailRegister(rd, "the stack pointer cannot be the result of an instruction that sets flags");
        if (positive != Opcode.Ands && rd.IsZero)
            operands.FailRegister(rd, "the zero register cannot be the result with an immediate");
        var immediate = Immediate(operands, rd.Is64, isInverted);
        return positive == Opcode.Orr && rn.IsZero
            ? new Instruction { Opcode = Opcode.MoveImmediate, Rd = rd.Destination, Is64 = rd.Is64, Immediate = immediate }
            : instruction with { Opcode = positive, Immediate = immediate };
    }

    static long Immediate(OperandReader operands, bool is64, bool isInverted)
    {
        var first = operands.Current;
        var number = operands.Constant();
        if (!is64)
            operands.CheckRange(first, number, "immediate", int.MinValue, uint.MaxValue);
        var value = isInverted ? ~(ulong)number : (ulong)number;
        if (!is64)
            value = (uint)value;
        if (!LogicalImmediate.IsEncodable(value, is64))
        {
            const string Why = "is not a rotated run of ones, alone or repeated every 2, 4, 8, 16 or 32 bits";
            operands.FailNumber(first, "immediate", $"0x{value:x}", Why, "move it into a register first");
        }


        return (long)value;
    }

    static Parsed Not(OperandReader operands)
    {
        var rd = operands.General();
        operands.Comma();
        var rm = operands.General(rd);
        var (shift, amount) = ArithmeticForms.OptionalShift(operands, rd, ShiftNames.Shifts);
        return new Instruction
        {
            Opcode = Opcode.Orn,
            Rd = rd.Destination,
            Rm = rm.Source,
            Is64 = rd.Is64,
            Operand2 = shift,
            Amount = amount,
        };
    }
}
