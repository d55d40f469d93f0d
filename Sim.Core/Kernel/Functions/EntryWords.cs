using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Layout;

namespace Sim.Core.Kernel.Functions;

/// <summary>The few A64 instructions that are at function entries, as 32-bit words.</summary>
public static class EntryWords
{
    public const uint Nop = 0xd503201f;

    /// <summary><c>BTI C</c>: what an indirect call may land on.</summary>
    public const uint BtiC = 0xd503245f;

    /// <summary><c>MOV X9, X30</c>: the return address, for the trampoline.</summary>
    public const uint MovX9X30 = 0xaa1e03e9;

    /// <summary><c>MOV X0, X30</c>: the return address, as the argument of <c>_mcount</c>.</summary>
    public const uint MovX0X30 = 0xaa1e03e0;

    /// <summary><c>PACIASP</c>: signs X30 with SP.</summary>
    public const uint Paciasp = 0xd503233f;

    /// <summary><c>STR X30, [X18], #8</c>: the push to the shadow call stack.</summary>
    public const uint ShadowPush = 0xf800865e;

    /// <summary><c>STP X29, X30, [SP, #-16]!</c>: the frame record.</summary>
    public const uint PushFrame = 0xa9bf7bfd;

    /// <summary><c>MOV X29, SP</c>: the frame pointer.</summary>
    public const uint MovX29Sp = 0x910003fd;

    const uint BranchWithLink = 0x94000000;
    const uint OffsetMask = 0x03ffffff;

    /// <summary><c>BL</c> at <paramref name="from"/> to <paramref name="to"/>, both multiples of 4.</summary>
    /// <exception cref="SimBug">It does not reach.</exception>
    public static uint Call(ulong from, ulong to) => BranchReach.Reaches(from, to)
        ? BranchWithLink | ((uint)((long)(to - from) >> 2) & OffsetMask)
        : throw new SimBug($"a BL at 0x{from:x} does not reach 0x{to:x}");
}
