namespace Sim.Core.A64.Table;

/// <summary>How much an ordered or atomic access moves.</summary>
/// <param name="Suffix">What it adds to a mnemonic.</param>
/// <param name="Bytes">1, 2, 4 or 8.</param>
sealed record AccessSize(string Suffix, byte Bytes)
{
    public static IReadOnlyList<AccessSize> All { get; } = [new("", 8), new("", 4), new("h", 2), new("b", 1)];

    /// <summary>Those of whole registers.</summary>
    public static IReadOnlyList<AccessSize> Words { get; } = [.. All.Take(2)];

    /// <summary><paramref name="word"/> with the two bits that say the size.</summary>
    public uint In(uint word) => word & 0x3fff_ffff | (uint)int.Log2(Bytes) << 30;

    public Instruction Access(Opcode opcode, Ordering ordering) =>
        new() { Opcode = opcode, AccessBytes = Bytes, Is64 = Bytes == 8, Ordering = ordering };
}
