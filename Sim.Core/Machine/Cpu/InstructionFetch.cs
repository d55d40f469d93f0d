using Sim.Core.A64;
using Sim.Core.A64.Coding;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Instruction fetch: what memory holds, decoded.</summary>
public static class InstructionFetch
{
    /// <summary>The instruction at <paramref name="address"/>; <see cref="Opcode.Undefined"/> where the word is none that Sim knows.</summary>
    /// <exception cref="GuestFault">No memory is there, or the address is not a multiple of 4.</exception>
    public static Instruction At(GuestMemory memory, ulong address) =>
        (address & 3) == 0 && memory.IsMapped(address)
            ? Decoder.Decode((uint)memory.Read(address, 4), address)
            : throw new GuestFault($"no code at 0x{address:x}");
}
