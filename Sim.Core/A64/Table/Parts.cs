using Sim.Core.A64.Operands;

namespace Sim.Core.A64.Table;

/// <summary>The operands that many rows have.</summary>
static class Parts
{
    public static readonly Operand Width = new WidthBit(31);
    public static readonly Operand WidthAgain = new WidthBit(22);

    public static readonly Operand Rd = new GeneralRegister(0, Slot.Rd, Number31.Discard);
    public static readonly Operand RdOrSp = new GeneralRegister(0, Slot.Rd, Number31.Stack);
    public static readonly Operand Rn = new GeneralRegister(5, Slot.Rn, Number31.ZeroSource);
    public static readonly Operand RnOrSp = new GeneralRegister(5, Slot.Rn, Number31.Stack);
    public static readonly Operand Rm = new GeneralRegister(16, Slot.Rm, Number31.ZeroSource);
    public static readonly Operand Ra = new GeneralRegister(10, Slot.Ra, Number31.ZeroSource);

    /// <summary>W registers, whatever the width of the instruction.</summary>
    public static readonly Operand Wn = new GeneralRegister(5, Slot.Rn, Number31.ZeroSource) { IsX = false };
    public static readonly Operand Wm = new GeneralRegister(16, Slot.Rm, Number31.ZeroSource) { IsX = false };

    /// <summary>X registers, whatever the width of the instruction.</summary>
    public static readonly Operand Xd = new GeneralRegister(0, Slot.Rd, Number31.Discard) { IsX = true };
    public static readonly Operand Xm = new GeneralRegister(16, Slot.Rm, Number31.ZeroSource) { IsX = true };

    /// <summary>Data that are stored.</summary>
    public static readonly Operand RtStored = new GeneralRegister(0, Slot.Rd, Number31.ZeroSource);

    /// <summary>What is written to a system register, or the address of what is maintained.</summary>
    public static readonly Operand RtAsRn = new GeneralRegister(0, Slot.Rn, Number31.ZeroSource);

    public static readonly Operand Shift = new ShiftedRegister(allowsRor: false);
    public static readonly Operand ShiftOrRotate = new ShiftedRegister(allowsRor: true);
    public static readonly Operand AddConstant = new AddImmediate();
    public static readonly Operand Bitmask = new BitmaskImmediate();
    public static readonly Operand IfHolds = new ConditionCode(12);
    public static readonly Operand IfNot = new ConditionCode(12, isInverted: true);
    public static readonly Operand FlagsValue = new UnsignedNumber("flags", 0, 4) { IsAmount = true };
    public static readonly Operand LowestBit = new UnsignedNumber("lowest bit", 10, 6) { IsAmount = true, IsBitNumber = true };
    public static readonly Operand BaseOnly = new BaseAddress();

    /// <summary>A row of such operands that another row means too.</summary>
    public static Row Alias(string mnemonic, uint word, Row meaning, params Operand[] operands) =>
        new(mnemonic, word, meaning.Template, operands) { Use = RowUse.Alias };

    /// <summary>As <see cref="Alias"/>, but only read.</summary>
    public static Row Reading(string mnemonic, uint word, Row meaning, params Operand[] operands) =>
        new(mnemonic, word, meaning.Template, operands) { Use = RowUse.Read };
}
