namespace Sim.Core.A64.Operands;

/// <summary>The constant of <c>mov</c>, which is an orr: one that neither movz nor movn can make.</summary>
sealed class MovedBitmask() : Operand(new Field(10, 13).Bits)
{
    readonly BitmaskImmediate _bitmask = new();

    public override string Syntax => "#bitmask";

    public override bool Decode(uint word, ulong address, ref Instruction i) =>
        _bitmask.Decode(word, address, ref i) && !IsHalfword((ulong)i.Immediate) && !IsHalfword(i.Is64 ? ~(ulong)i.Immediate : ~(uint)i.Immediate);

    public override bool Parse(Draft draft) => _bitmask.Parse(draft);

    public override string? Print(in Shown shown) => _bitmask.Print(shown);

    // All ones within one of the four aligned 16-bit fields.
    static bool IsHalfword(ulong value) =>
        (value & ~0xffffUL) == 0 || (value & ~0xffff0000UL) == 0 || (value & ~0xffff_0000_0000UL) == 0
            || (value & ~0xffff_0000_0000_0000UL) == 0;
}
