using Sim.Core.A64;
using Sim.Core.Kernel.Image;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Loads.Captured;

/// <summary>Where the call that a CPU is in returns to.</summary>
static class CallReturn
{
    // Words of an entry after which x30 is still the return address: landing pad, moves and branches of tracing.
    const ulong EntryBytes = 12;

    /// <summary>At a function's entry, x30 and the stack pointer; further on, what the frame record at x29 says.</summary>
    /// <exception cref="ImageFault">There is no frame record.</exception>
    public static CallStack Of(CpuRegisters registers, GuestMemory memory, SymbolTable symbols)
    {
        if (symbols.At(registers.Pc) is { } symbol && registers.Pc - symbol.Address < EntryBytes)
            return new(registers.Sp, registers.X[Register.Link]);
        var frame = registers.X[29];
        if (frame < registers.Sp || frame % 8 != 0 || !memory.IsMapped(frame) || !memory.IsMapped(frame + 15))
            throw new ImageFault(
                ImageFault.Call,
                $"the call at {symbols.Describe(registers.Pc)} has no frame record at x29, 0x{frame:x}",
                "take the image while the CPU is at a function's entry, or give a function with --call");

        // A signed return address has its signature above the bits that are translated: all of them are set in a kernel's address.
        const ulong Translated = (1UL << 52) - 1;
        return new(frame + 16, memory.Read64(frame + 8) | ~Translated);
    }
}
