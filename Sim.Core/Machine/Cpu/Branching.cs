using System.Diagnostics.CodeAnalysis;
using Sim.Core.A64;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Cpu;

/// <summary>Branches: where execution goes on.</summary>
static class Branching
{
    public static Outcome Direct(in Instruction i, int position, CodeImage code, bool isTaken)
    {
        if (!isTaken)
            return new Outcome(0, position + 1, false);
        var target = code.Targets[position];
        if (target < 0)
            ThrowNoCode((ulong)i.Immediate, position, code);
        return new Outcome(0, target, true);
    }

    public static Outcome Indirect(in Instruction i, int position, CodeImage code, ulong[] x, bool links)
    {
        var target = TargetOf(x[i.Rn], position, code);
        if (links)
            Link(position, code, x);
        return new Outcome(0, target, true);
    }

    /// <summary>Position of the instruction at <paramref name="address"/>, where the branch at position <paramref name="from"/> goes.</summary>
    /// <exception cref="GuestFault">No code is there.</exception>
    public static int TargetOf(ulong address, int from, CodeImage code)
    {
        var target = code.PositionOf(address);
        if (target < 0)
            ThrowNoCode(address, from, code);
        return target;
    }

    public static void Link(int position, CodeImage code, ulong[] x) => x[Register.Link] = code.Addresses[position] + 4;

    public static bool IsZero(in Instruction i, ulong[] x) => Arithmetic.Cut(i, x[i.Rn]) == 0;

    public static bool IsBitSet(in Instruction i, ulong[] x) => (x[i.Rn] >> i.Amount & 1) != 0;

    [DoesNotReturn]
    static void ThrowNoCode(ulong target, int position, CodeImage code) =>
        throw new GuestFault($"branch from 0x{code.Addresses[position]:x} ('{code.Texts[position]}') to 0x{target:x}, where no code is");
}
