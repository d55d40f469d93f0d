namespace Sim.Core.A64.Parsing;

/// <summary>Addition and subtraction: immediate, shifted register, extended register; with and without carry.</summary>
static class ArithmeticForms
{
    public static void AddTo(MnemonicTable table)
    {
        table.Add("add", operands => ThreeOperands(operands, Opcode.Add));
        table.Add("adds", operands => ThreeOperands(operands, Opcode.Adds));
        table.Add("sub", operands => ThreeOperands(operands, Opcode.Sub));
        table.Add("subs", operands => ThreeOperands(operands, Opcode.Subs));
        table.Add("cmp", operands => Compare(operands, Opcode.Subs));
        table.Add("cmn", operands => Compare(operands, Opcode.Adds));
        table.Add("neg", operands => Negate(operands, Opcode.Sub));
        table.Add("negs", operands => Negate(operands, Opcode.Subs));
        foreach (var opcode in (Opcode[])[Opcode.Adc, Opcode.Adcs, Opcode.Sbc, Opcode.Sbcs])
            table.Add(opcode.ToString(), operands => WithCarry(operands, opcode));
        table.Add("ngc", operands => NegateWithCarry(operands, Opcode.Sbc));
        table.Add("ngcs", operands => NegateWithCarry(operands, Opcode.Sbcs));
    }

    static bool SetsFlags(Opcode opcode) => opcode is Opcode.Adds or Opcode.Subs;

    static Parsed ThreeOperands(OperandReader operands, Opcode opcode)
    {
        var rd = SetsFlags(opcode) ? operands.General() : operands.Any();
        operands.Comma();
        var rn = operands.Any(rd.Is64);
        operands.Comma();
        return SecondOperand(operands, opcode, rd, rn);
    }

    static Parsed Compare(OperandReader operands, Opcode opcode)
    {
        var rn = operands.Any();
        operands.Comma();
        return SecondOperand(operands, opcode, new RegisterOperand(Register.Zero, rn.Is64, rn.Token), rn);
    }

    static Parsed SecondOperand(OperandReader operands, Opcode opcode, RegisterOperand rd, RegisterOperand rn)
    {
        var instruction = new Instruction { Opcode = opcode, Rd = rd.Destination, Rn = rn.Source, Is64 = rd.Is64 };
        if (!operands.AtRegister)
        {
            RejectZero(operands, opcode, rd, rn, "the zero register cannot be used with an immediate");
            return operands.AtPageOffset ? operands.WithPageOffset(instruction) : Immediate(operands, instruction);
        }

        var rm = operands.General();
        if (operands.AcceptComma())
        {
            if (operands.AcceptWord(ShiftNames.Extends) is { } extend)
            {
                RejectZero(operands, opcode, rd, rn, "the zero register cannot be used with an extended register");
                return Extended(operands, instruction, rm, extend);
            }

            operands.OfWidth(rm, rd.Is64);
            var shift = operands.Word("shift", ShiftNames.All);
            var withStack = rd.IsStack || rn.IsStack;
            if (shift == Operand2.Ror || (withStack && shift != Operand2.Lsl))
            {
                var possible = withStack ? "lsl and the extends can stand next to sp" : "lsl, lsr, asr and the extends can stand here";
                operands.Cursor.FailSince(rm.Token, "SIM205", $"'{operands.Cursor.TextSince(rm.Token)}': only {possible}");
            }

            var amount = operands.Number("shift", 0, withStack ? 4 : rd.Bits - 1);
            return instruction with { Rm = rm.Source, Operand2 = shift, Amount = (byte)amount };
        }

        if (rm.Is64 != rd.Is64 && !rm.Is64)
            operands.FailRegister(rm, "a W register next to X registers needs an extend: uxtb, uxth, uxtw, sxtb, sxth or sxtw");
        operands.OfWidth(rm, rd.Is64);
        return instruction with { Rm = rm.Source, Operand2 = Operand2.Lsl };
    }

    // Number 31 means the stack pointer in the encodings of immediates and extended registers.
    static void RejectZero(OperandReader operands, Opcode opcode, RegisterOperand rd, RegisterOperand rn, string why)
    {
        if (rn.IsZero)
            operands.FailRegister(rn, why);
        if (rd.IsZero && !SetsFlags(opcode))
            operands.FailRegister(rd, why);
    }

    static Instruction Extended(OperandReader operands, Instruction instruction, RegisterOperand rm, Operand2 extend)
    {
        operands.OfWidth(rm, instruction.Is64 && extend is Operand2.Uxtx or Operand2.Sxtx);
        var amount = operands.Cursor.AtEnd ? 0 : operands.Number("shift", 0, 4);


        // The extension that changes nothing is a shift.
        var whole = instruction.Is64 ? Operand2.Uxtx : Operand2.Uxtw;
        return instruction with { Rm = rm.Source, Operand2 = extend == whole ? Operand2.Lsl : extend, Amount = (byte)amount };
    }

    static Instruction Immediate(OperandReader operands, Instruction instruction)
    {
        var first = operands.Current;
        var number = operands.Constant();
        if (number < 0 && number > long.MinValue)
            (number, instruction) = (-number, instruction with { Opcode = Opposite(instruction.Opcode) });

        if (operands.AcceptComma())
        {
            operands.CheckRange(first, number, "immediate", 0, 4095);
            var shift = operands.Word("shift", ShiftNames.Shifts);
            if (shift != Operand2.Lsl)
                operands.Cursor.FailSince(first, "SIM205",
                    $"'{operands.Cursor.TextSince(first)}': an immediate can only be shifted by lsl #0 or lsl #12");
            return instruction with { Immediate = number << (int)operands.Number("shift", 0, 12, 12) };
        }

        var isShifted = (number & 0xfff) == 0 && number >> 24 == 0;
        if (!isShifted && number is < 0 or > 4095)
            operands.FailNumber(first, "immediate", number, $"is neither from -4095 to 4095 nor a multiple of 4096 up to {0xfff000}");
        return instruction with { Immediate = number };
    }

    static Opcode Opposite(Opcode opcode) => opcode switch
    {
        Opcode.Add => Opcode.Sub,
        Opcode.Adds => Opcode.Subs,
        Opcode.Sub => Opcode.Add,
        _ => Opcode.Adds,
    };

    static Parsed Negate(OperandReader operands, Opcode opcode)
    {
        var rd = operands.General();
        operands.Comma();
        var rm = operands.General(rd);
        var (shift, amount) = OptionalShift(operands, rd, ShiftNames.Shifts.Where(pair => pair.Value != Operand2.Ror).ToDictionary());
        return new Instruction { Opcode = opcode, Rd = rd.Destination, Rm = rm.Source, Is64 = rd.Is64, Operand2 = shift, Amount = amount };
    }

    /// <summary><c>, lsl #3</c> and its like, or nothing.</summary>
    public static (Operand2 Shift, byte Amount) OptionalShift(
        OperandReader operands, RegisterOperand rd, IReadOnlyDictionary<string, Operand2> allowed)
    {
        if (!operands.AcceptComma())
            return (Operand2.Lsl, 0);
        var shift = operands.Word("shift", allowed);
        return (shift, (byte)operands.Number("shift", 0, rd.Bits - 1));
    }

    static Parsed WithCarry(OperandReader operands, Opcode opcode)
    {
        var rd = operands.General();
        operands.Comma();
        var rn = operands.General(rd);
        operands.Comma();
        return Carry(opcode, rd, rn.Source, operands.General(rd));
    }

    static Parsed NegateWithCarry(OperandReader operands, Opcode opcode)
    {
        var rd = operands.General();
        operands.Comma();
        return Carry(opcode, rd, Register.Zero, operands.General(rd));
    }

    static Instruction Carry(Opcode opcode, RegisterOperand rd, byte rn, RegisterOperand rm) =>
        new() { Opcode = opcode, Rd = rd.Destination, Rn = rn, Rm = rm.Source, Is64 = rd.Is64, Operand2 = Operand2.Lsl };
}
