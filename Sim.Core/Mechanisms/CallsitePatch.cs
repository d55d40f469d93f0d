using Sim.Core.A64;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Mechanisms;

/// <summary>Makes instructions call trampolines.</summary>
public static class CallsitePatch
{
    /// <summary>
    /// Makes a callsite call a trampoline of the kernel image: by a BL, or where that does not reach by a BL to the module's PLT entry.
    /// Kernel text has no PLT.
    /// </summary>
    /// <source key="rostedt-2023-core-patch"/>
    /// <exception cref="CannotDispatchException">Neither reaches.</exception>
    public static void Call(CodeImage code, GuestMemory memory, Callsite callsite, string trampoline)
    {
        var to = code.Symbols[trampoline];
        var reaches = BranchReach.Reaches(callsite.Address, to);
        Call(memory, callsite.Address, !reaches && code.Symbols.TryGetValue(ModulePlt.EntryOf(trampoline), out var entry) ? entry : to);
    }

    /// <summary>Replaces the instruction at <paramref name="from"/> by a call of <paramref name="to"/>.</summary>
    /// <exception cref="CannotDispatchException">A BL does not reach.</exception>
    public static void Call(GuestMemory memory, ulong from, ulong to)
    {
        if (!BranchReach.Reaches(from, to))
            throw new CannotDispatchException(OutOfReach(from, to)) { OutOfReach = true };

        memory.Write(from, EntryWords.Call(from, to), 4);
    }

    /// <summary>The clause that says so.</summary>
    public static string OutOfReach(ulong from, ulong to) =>
        FormattableString.Invariant($"a BL at 0x{from:x} does not reach 0x{to:x}, {Math.Abs((long)(to - from)) >> 20} MiB away");
}
