namespace Sim.Core.Machine;

/// <summary>What instructions cost that take more than a cycle, or more than one slot of a port. As it is without values, they cost nothing more.</summary>
/// <remarks>A slot is one port for one cycle; see docs/model.md, "Slots".</remarks>
public sealed record OperationCosts
{
    /// <summary>Cycles of arithmetic and logic whose register operand is shifted or extended; 1 to 8.</summary>
    public int ShiftedLatency { get; init; } = 1;

    /// <summary>Slots that it takes; 1 to 8.</summary>
    public int ShiftedSlots { get; init; } = 1;

    /// <summary>Additions and subtractions are plain up to so many bits of shift to the left; 0 to 63.</summary>
    public int FreeShift { get; init; }

    /// <summary>True if logic that does not set flags is plain with any shift.</summary>
    public bool FreeLogicShift { get; init; }

    /// <summary>Cycles of bit-field extraction, of extension of bytes and words, of shifts by a constant, and of reversals; 1 to 8.</summary>
    public int BitFieldLatency { get; init; } = 1;

    /// <summary>Cycles of bit-field insertion; 1 to 8.</summary>
    public int InsertLatency { get; init; } = 1;

    /// <summary>Slots of a 32-bit multiply, also of one with a 64-bit result; 1 to 8.</summary>
    public int Multiply32Slots { get; init; } = 1;

    /// <summary>Slots of a 64-bit multiply; 1 to 8.</summary>
    public int Multiply64Slots { get; init; } = 1;

    /// <summary>Cycles of a multiply for the high half of its result; 1 to 20, or 0 for those of any 64-bit multiply.</summary>
    public int MultiplyHighLatency { get; init; }

    /// <summary>Slots of a multiply for the high half of its result; 1 to 8.</summary>
    public int MultiplyHighSlots { get; init; } = 1;

    /// <summary>Cycles of a 32-bit divide whose quotient has no bits; 1 to 80, or 0 for those of any.</summary>
    public int Divide32Least { get; init; }

    /// <summary>Cycles of a 64-bit divide whose quotient has no bits; 1 to 80, or 0 for those of any.</summary>
    public int Divide64Least { get; init; }

    /// <summary>Cycles for which a divide keeps the divider from the next one; 1 to 80, or 0 for as long as it takes.</summary>
    public int DivideInterval { get; init; }

    /// <summary>Slots of a load pair of 64-bit results; 1 to 8.</summary>
    public int LoadPairSlots { get; init; } = 1;

    /// <summary>Slots of a store pair of 64-bit registers; 1 to 8.</summary>
    public int StorePairSlots { get; init; } = 1;

    /// <summary>Slots of ports for arithmetic that the write-back of a store's base takes; 0 to 8.</summary>
    public int StoreWriteBackSlots { get; init; }

    /// <summary>In order, cycles from when arithmetic can use a result to when an address can, but for 64-bit loads; 0 to 8.</summary>
    public int AddressExtra { get; init; }

    /// <summary>Aligned bytes that a load reads in a slot: a power of two, 8 to 256, or 0 for any bytes.</summary>
    public int LoadBlockBytes { get; init; }

    /// <summary>Aligned bytes that a store writes in a slot: a power of two, 8 to 256, or 0 for any bytes.</summary>
    public int StoreBlockBytes { get; init; }

    /// <summary>Cycles that an unaligned load takes longer that reads more than one block; 0 to 60.</summary>
    public int SplitLatency { get; init; }
}
