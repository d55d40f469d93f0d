namespace Sim.Core.A64.Operands;

/// <summary>Which of its four 16-bit parts of an address a relocation takes.</summary>
static class Wide
{
    public static int PositionOf(FixupKind kind) => kind switch
    {
        FixupKind.Bits16 or FixupKind.Bits16Unchecked => 1,
        FixupKind.Bits32 or FixupKind.Bits32Unchecked => 2,
        FixupKind.Bits48 => 3,
        _ => 0,
    };
}
