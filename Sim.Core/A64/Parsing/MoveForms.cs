namespace Sim.Core.A64.Parsing;

/// <summary>Moves of registers, constants and addresses.</summary>
static class MoveForms
{
    static readonly Dictionary<string, Operand2> OnlyLsl = new() { ["lsl"] = Operand2.Lsl };

    public static void AddTo(MnemonicTable table)
    {
        table.Add("mov", Move);
        table.Add("movz", operands => Wide(operands, isInverted: false));
        table.Add("movn", operands => Wide(operands, isInverted: true));
        table.Add("movk", Keep);
        table.Add("adr", operands => Address(operands, FixupKind.Target));
        table.Add("adrp", operands => Address(operands, FixupKind.Page));
    }

    static Parsed Move(OperandReader operands)
    {
        var rd = operands.Any();
        operands.Comma();
        if (!operands.AtRegister)
            return MoveConstant(operands, rd);

        var rm = operands.Any(rd.Is64);
        var instruction = new Instruction { Rd = rd.Destination, Is64 = rd.Is64 };
        if (!rd.IsStack && !rm.IsStack)
            return instruction with { Opcode = Opcode.Orr, Rm = rm.Source, Operand2 = Operand2.Lsl };
        if (rd.IsZero || rm.IsZero)
            operands.FailRegister(rd.IsZero ? rd : rm, "there is no move between the stack pointer and the zero register");
        return instruction with { Opcode = Opcode.Add, Rn = rm.Source };
    }

    static Instruction MoveConstant(OperandReader operands, RegisterOperand rd)
    {
        var first = operands.Current;
        var number = operands.Constant();
        if (!rd.Is64)
            operands.CheckRange(first, number, "immediate", int.MinValue, uint.MaxValue);
        var value = rd.Is64 ? (ulong)number : (uint)number;

        var isWide = !rd.IsStack && (IsHalfword(value) || IsHalfword(rd.Is64 ? ~value : (uint)~value));
        if (!isWide && (rd.IsZero || !LogicalImmediate.IsEncodable(value, rd.Is64)))
        {
            const string Why = "fits no mov: neither 16 bits at bit 0, 16, 32 or 48, nor the inverse of such, nor a logical immediate";
            operands.FailNumber(first, "immediate", $"0x{value:x}", Why, "use movz and movk, or ldr with '=' before the constant");
        }

        return new Instruction { Opcode = Opcode.MoveImmediate, Rd = rd.Destination, Is64 = rd.Is64, Immediate = (long)value };
    }

    // All ones within one of the four aligned 16-bit fields.
    static bool IsHalfword(ulong value) =>
        (value & ~0xffffUL) == 0 || (value & ~0xffff0000UL) == 0 || (value & ~0xffff_0000_0000UL) == 0
            || (value & ~0xffff_0000_0000_0000UL) == 0;

    static Parsed Wide(OperandReader operands, bool isInverted)
    {
        var (rd, value, _) = Halfword(operands);
        if (isInverted)
            value = rd.Is64 ? ~value : (uint)~value;
        return new Instruction { Opcode = Opcode.MoveImmediate, Rd = rd.Destination, Is64 = rd.Is64, Immediate = (long)value };
    }

    static Parsed Keep(OperandReader operands)
    {
        var (rd, value, shift) = Halfword(operands);
        return new Instruction
        {
            Opcode = Opcode.MoveKeep,
            Rd = rd.Destination,
            Rn = rd.Source,
            Is64 = rd.Is64,
            Immediate = (long)value,
            Amount = shift,
        };
    }

    static (RegisterOperand Rd, ulong Value, byte Shift) Halfword(OperandReader operands)
    {
        var rd = operands.General();
        operands.Comma();
        var value = (ulong)operands.Number("immediate", 0, 0xffff);
        if (!operands.AcceptComma())
            return (rd, value, 0);
        operands.Word("shift", OnlyLsl);
        var shift = (byte)operands.Number("shift", 0, rd.Bits - 16, 16);
        return (rd, value << shift, shift);
    }

    static Parsed Address(OperandReader operands, FixupKind kind)
    {
        var rd = operands.General(is64: true);
        operands.Comma();
        return operands.WithTarget(new Instruction { Opcode = Opcode.MoveImmediate, Rd = rd.Destination }, kind);
    }
}
