using Sim.Core.A64.Operands;

namespace Sim.Core.A64.Table;

/// <summary>The operands that many rows have.</summary>
static class Parts
{
    public static readonly Operand Width = new WidthBit();
    public static readonly Operand WidthAgain = new WidthBitAgain();

    public static readonly Operand Rd = new GeneralRegister(0, Slot.Rd, Number31.Discard);
    public static readonly Operand RdOrSp = new GeneralRegister(0, Slot.Rd, Number31.Stack);
    public static readonly Operand Rn = new GeneralRegister(5, Slot.Rn, Number31.ZeroSource);
    public static readonly Operand RnOrSp = new GeneralRegister(5, Slot.Rn, Number31.Stack);
    public static readonly Operand Rm = new GeneralRegister(16, Slot.Rm, Number31.ZeroSource);
    public static readonly Operand Ra = new GeneralRegister(10, Slot.Ra, Number31.ZeroSource);

    /// <summary>Data that are stored, or the register that is tested.</summary>
    public static readonly Operand RtStored = new GeneralRegister(0, Slot.Rd, Number31.ZeroSource);

    public static readonly Operand Shift = new ShiftedRegister(allowsRor: false);
    public static readonly Operand ShiftOrRotate = new ShiftedRegister(allowsRor: true);
    public static readonly Operand Extend = new ExtendedRegister();
    public static readonly Operand AddConstant = new AddImmediate();
    public static readonly Operand Bitmask = new BitmaskImmediate();
    public static readonly Operand IfHolds = new ConditionCode(12);
    public static readonly Operand FlagsValue = new UnsignedNumber(0, 4, isAmount: true);
    public static readonly Operand ImmR = new UnsignedNumber(16, 6, isAmount: true, isBitNumber: true);
    public static readonly Operand ImmS = new UnsignedNumber(10, 6, isBitNumber: true);
    public static readonly Operand LowestBit = new UnsignedNumber(10, 6, isAmount: true, isBitNumber: true);
    public static readonly Operand BaseOnly = new BaseAddress();
}
