namespace Sim.Core.A64.Operands;

/// <summary>A register field of <see cref="Instruction"/>.</summary>
enum Slot : byte
{
    Rd, Rn, Rm, Ra,
}

/// <summary>What register number 31 means in an operand: the number that decoded instructions have for it.</summary>
enum Number31 : byte
{
    ZeroSource = Register.Zero,
    Stack = Register.Stack,
    Discard = Register.Discard,
}

static class Slots
{
    public static byte Get(in Instruction i, Slot slot) => slot switch
    {
        Slot.Rd => i.Rd,
        Slot.Rn => i.Rn,
        Slot.Rm => i.Rm,
        _ => i.Ra,
    };

    public static Instruction With(in Instruction i, Slot slot, byte register) => slot switch
    {
        Slot.Rd => i with { Rd = register },
        Slot.Rn => i with { Rn = register },
        Slot.Rm => i with { Rm = register },
        _ => i with { Ra = register },
    };
}
