using System.Numerics;

namespace Sim.Core.A64.Parsing;

/// <summary>Which addresses an instruction can form.</summary>
enum AddressRule
{
    /// <summary>Everything: scaled and unscaled offset, index register, write-back, literal.</summary>
    Any,

    /// <summary>As <see cref="Any"/> without literal.</summary>
    NoLiteral,

    /// <summary>Base and an unscaled offset.</summary>
    Unscaled,

    /// <summary>Base and an offset in units of the access, write-back.</summary>
    Pair,

    /// <summary>Base and an offset in units of the access.</summary>
    PairOffset,

    /// <summary>Base alone.</summary>
    Base,
}

/// <summary>The address of a load or store, from <c>[x0]</c> to <c>[sp, #-16]!</c>.</summary>
static class AddressForms
{
    static readonly Dictionary<string, Operand2> IndexShifts = new()
    {
        ["lsl"] = Operand2.Lsl,
        ["uxtw"] = Operand2.Uxtw,
        ["sxtw"] = Operand2.Sxtw,
        ["sxtx"] = Operand2.Sxtx,
    };

    /// <summary>Reads the address and puts it into <paramref name="access"/>.</summary>
    /// <param name="unitBytes">Bytes in which offset and index are scaled.</param>
    public static Parsed Read(OperandReader operands, Instruction access, AddressRule rule, int unitBytes)
    {
        if (rule == AddressRule.Any && !operands.Cursor.At("["))
            return Literal(operands, access);

        operands.Cursor.Expect("[");
        var rn = operands.Any(is64: true);
        if (rn.IsZero)
            operands.FailRegister(rn, "the zero register cannot be the base of an address");
        access = access with { Rn = rn.Source };

        if (operands.Cursor.Accept("]"))
        {
            if (rule is AddressRule.Base or AddressRule.Unscaled or AddressRule.PairOffset || !operands.AcceptComma())
                return access;
            return Offset(operands, access with { Addressing = Addressing.PostIndex }, rule, unitBytes);
        }

        operands.Comma();
        if (rule is AddressRule.Any or AddressRule.NoLiteral && operands.AtRegister)
            return Index(operands, access, unitBytes);
        if (rule is AddressRule.Any or AddressRule.NoLiteral && operands.AtPageOffset)
        {
            var parsed = operands.WithPageOffset(access);
            operands.Cursor.Expect("]");
            return parsed;
        }

        // The range depends on the '!' behind the bracket.
        var isPreIndex = rule is AddressRule.Any or AddressRule.NoLiteral or AddressRule.Pair
            && operands.Cursor.Statement.Tokens[^2].Text == "!";
        access = Offset(operands, access with { Addressing = isPreIndex ? Addressing.PreIndex : Addressing.Offset }, rule, unitBytes);
        operands.Cursor.Expect("]");
        if (isPreIndex)
            operands.Cursor.Expect("!");
        return access;
    }

    static Parsed Literal(OperandReader operands, Instruction access)
    {
        access = access with { Addressing = Addressing.Literal };
        return operands.Cursor.Accept("=")
            ? new Parsed(access, new Fixup(FixupKind.Target, operands.Pool(), 0))
            : operands.WithTarget(access);
    }

    static Instruction Offset(OperandReader operands, Instruction access, AddressRule rule, int unitBytes)
    {
        var first = operands.Current;
        var offset = operands.Constant();
        switch (rule)
        {
            case AddressRule.Base:
                operands.CheckRange(first, offset, "offset", 0, 0);
                break;
            case AddressRule.Pair or AddressRule.PairOffset:
                operands.CheckRange(first, offset, "offset", -64 * unitBytes, 63 * unitBytes, unitBytes);
                break;
            case AddressRule.Unscaled:
                operands.CheckRange(first, offset, "offset", -256, 255);
                break;
            default:
                if (offset is >= -256 and <= 255)
                    break;
                if (access.Addressing == Addressing.Offset)
                    CheckScaled(operands, first, offset, unitBytes);
                else
                    operands.CheckRange(first, offset, "offset with write-back", -256, 255);
                break;
        }

        return access with { Immediate = offset };
    }

    static void CheckScaled(OperandReader operands, Token first, long offset, int unitBytes)
    {
        if (offset < 0 || offset > 4095L * unitBytes || offset % unitBytes != 0)
        {
            var scaled = $"from 0 to {4095 * unitBytes} in steps of {unitBytes}";
            operands.FailNumber(first, "offset", offset, $"is neither from -256 to 255 nor {scaled}");
        }
    }

    static Instruction Index(OperandReader operands, Instruction access, int unitBytes)
    {
        var rm = operands.General();
        var (kind, amount) = (Operand2.Lsl, 0L);
        if (operands.AcceptComma())
        {
            kind = operands.Word("extend", IndexShifts);
            operands.OfWidth(rm, kind is Operand2.Lsl or Operand2.Sxtx);
            if (kind == Operand2.Lsl || !operands.Cursor.At("]"))
            {
                var first = operands.Current;
                var scale = BitOperations.Log2((uint)unitBytes);
                amount = operands.Constant();
                if (amount != 0 && amount != scale)
                    operands.FailNumber(first, "shift", amount, $"is neither 0 nor {scale} for an access of {unitBytes} bytes");
            }
        }
        else if (!rm.Is64)
        {
            operands.FailRegister(rm, "a W register as index needs uxtw or sxtw");
        }

        operands.Cursor.Expect("]");
        return access with { Addressing = Addressing.RegisterOffset, Rm = rm.Source, Operand2 = kind, Amount = (byte)amount };
    }
}
