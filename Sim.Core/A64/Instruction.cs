using System.Runtime.InteropServices;

namespace Sim.Core.A64;

/// <summary>One decoded instruction: everything about it that does not change from one execution to the next.</summary>
/// <remarks>
/// Register fields hold the numbers of <see cref="Register"/>. A field that an opcode does not use is <see cref="Register.None"/>
/// (a source) or <see cref="Register.Discard"/> (a destination), so that execution and timing need not ask.
/// A core keeps one of them for each instruction that it has executed: 20 bytes.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct Instruction()
{
    public Opcode Opcode { get; init; } = Opcode.Nop;

    /// <summary>Destination; for stores the first register stored.</summary>
    public byte Rd { get; init; } = Register.Discard;

    /// <summary>First source; base of an address; target of an indirect branch.</summary>
    public byte Rn { get; init; } = Register.None;

    /// <summary>Second source; index of an address; status register of a store-exclusive is Rd, its data is Ra.</summary>
    public byte Rm { get; init; } = Register.None;

    /// <summary>Third source of multiply-add; second data register of a pair.</summary>
    public byte Ra { get; init; } = Register.None;

    /// <summary>True for X registers, false for W: results are then cut to 32 bits. For loads: width of the destination.</summary>
    public bool Is64 { get; init; } = true;

    public Operand2 Operand2 { get; init; }

    /// <summary>Shift distance, bit number, ImmR, or NZCV value: see <see cref="Opcode"/>.</summary>
    public byte Amount { get; init; }

    public Addressing Addressing { get; init; }

    /// <summary>Bytes per data register that a load or store moves: 1, 2, 4, 8 or 16; a pair moves twice that.</summary>
    public byte AccessBytes { get; init; }

    public Condition Condition { get; init; } = Condition.Al;

    public Ordering Ordering { get; init; }

    /// <summary>Constant, byte offset, or branch target address: see <see cref="Opcode"/>.</summary>
    public long Immediate { get; init; }
}
