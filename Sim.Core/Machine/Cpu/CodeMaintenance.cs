using Sim.Core.A64;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>IC IVAU: instruction fetch sees what stores left in memory.</summary>
/// <remarks>Of code, memory holds only words that may change: those that were put there as data or stored. A word of zero is none of them.</remarks>
static class CodeMaintenance
{
    // What CTR_EL0 says of the caches, whatever the core's own are: 16 words a line.
    const int LineBytes = 64;

    const uint Nop = 0xd503201f;

    // B and BL: six bits of opcode, 26 of offset in words.
    const int BranchShift = 26;
    const uint BranchOpcode = 0b000101;
    const uint BranchWithLinkOpcode = 0b100101;

    /// <summary>Makes the instructions of the line at <paramref name="address"/> those of memory.</summary>
    /// <exception cref="GuestFault">A word that is neither NOP nor B nor BL was stored to code.</exception>
    public static void Refetch(ulong address, CodeImage code, GuestMemory memory)
    {
        var line = address & ~(ulong)(LineBytes - 1);
        if (!memory.IsMapped(line))
            return;
        for (var at = line; at < line + LineBytes; at += 4)
        {
            var position = code.PositionOf(at);
            if (position < 0 || code.Instructions[position].Opcode == Opcode.EndOfCode || (uint)memory.Read(at, 4) is not (var word and not 0))
                continue;
            var instruction = Decode(word, at);
            if (instruction != code.Instructions[position])
                code.Patch(at, instruction, instruction.Opcode == Opcode.Nop ? "nop" : $"bl 0x{instruction.Immediate:x}");
        }
    }

    static Instruction Decode(uint word, ulong at)
    {
        if (word == Nop)
            return new Instruction();
        var target = (long)at + ((int)(word << (32 - BranchShift)) >> (30 - BranchShift));
        return (word >> BranchShift) switch
        {
            BranchOpcode => new Instruction { Opcode = Opcode.B, Immediate = target },
            BranchWithLinkOpcode => new Instruction { Opcode = Opcode.Bl, Rd = Register.Link, Immediate = target },
            _ => throw new GuestFault($"0x{word:x8}, stored to code at 0x{at:x}, is neither NOP nor B nor BL"),
        };
    }
}
