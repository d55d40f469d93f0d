using System.Diagnostics.CodeAnalysis;
using Sim.Core.A64;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Branches: where execution goes on.</summary>
static class Branching
{
    /// <summary>True for branches whose target is <see cref="Instruction.Immediate"/>.</summary>
    public static bool IsDirect(Opcode opcode) =>
        opcode is Opcode.B or Opcode.Bl or Opcode.BCond or Opcode.Cbz or Opcode.Cbnz or Opcode.Tbz or Opcode.Tbnz;

    public static ExecutionResult Direct(in Instruction i, ulong address, GuestMemory memory, bool isTaken) =>
        isTaken ? To((ulong)i.Immediate, address, memory) : new ExecutionResult(0, address + 4, false);

    public static ExecutionResult Return(in Instruction i, ulong address, ulong[] x, GuestMemory memory) => To(x[i.Rn], address, memory);

    /// <summary>br, blr: to a landing pad, where pages are guarded.</summary>
    public static ExecutionResult Indirect(in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory, bool links) =>
        Land(i, state.X[i.Rn], address, state, memory, links);

    /// <summary>The indirect branch or return whose target is authenticated first.</summary>
    public static ExecutionResult Authenticated(in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory, bool links)
    {
        if (!PointerAuthentication.TryAuthenticate(i, state, out var target))
            return PointerAuthentication.Refuse(i, address, state, memory);
        return i.Opcode == Opcode.RetAuthenticated ? To(target, address, memory) : Land(i, target, address, state, memory, links);
    }

    public static ExecutionResult Call(in Instruction i, ulong address, GuestMemory memory, ulong[] x)
    {
        Link(address, x);
        return To((ulong)i.Immediate, address, memory);
    }

    public static void Link(ulong address, ulong[] x) => x[Register.Link] = address + 4;

    public static bool IsZero(in Instruction i, ulong[] x) => Arithmetic.Cut(i, x[i.Rn]) == 0;

    public static bool IsBitSet(in Instruction i, ulong[] x) => (x[i.Rn] >> i.Amount & 1) != 0;

    /// <summary>Refuses the branch at <paramref name="from"/> to <paramref name="target"/> if no code can be there.</summary>
    /// <exception cref="GuestFault">No memory is there, or the address is not a multiple of 4.</exception>
    public static void RequireCode(GuestMemory memory, ulong target, ulong from)
    {
        if ((target & 3) != 0 || !memory.IsMapped(target))
            ThrowNoCode(target, from);
    }

    // The branch is executed before its target is refused: the link register is written.
    static ExecutionResult Land(in Instruction i, ulong target, ulong address, ArchitecturalState state, GuestMemory memory, bool links)
    {
        var outcome = To(target, address, memory);
        if (links)
            Link(address, state.X);
        return LandingPads.Refuse(i, address, target, state, memory) ?? outcome;
    }

    static ExecutionResult To(ulong target, ulong from, GuestMemory memory)
    {
        RequireCode(memory, target, from);
        return new ExecutionResult(0, target, true);
    }

    [DoesNotReturn]
    static void ThrowNoCode(ulong target, ulong from) => throw new GuestFault($"branch from 0x{from:x} to 0x{target:x}, where no code is");
}
