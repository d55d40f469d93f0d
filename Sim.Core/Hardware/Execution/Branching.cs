using System.Diagnostics.CodeAnalysis;
using Sim.Core.A64;
using Sim.Core.Hardware.State;

namespace Sim.Core.Hardware.Execution;

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
        var address = x[i.Rn];
        var target = code.PositionOf(address);
        if (target < 0)
            ThrowNoCode(address, position, code);
        if (links)
            Link(position, code, x);
        return new Outcome(0, target, true);
    }

    public static void Link(int position, CodeImage code, ulong[] x) => x[Register.Link] = code.Addresses[position] + 4;

    public static bool IsZero(in Instruction i, ulong[] x) => Arithmetic.Cut(i, x[i.Rn]) == 0;

    public static bool IsBitSet(in Instruction i, ulong[] x) => (x[i.Rn] >> i.Amount & 1) != 0;

    [DoesNotReturn]
    static void ThrowNoCode(ulong target, int position, CodeImage code) =>
        throw new GuestFault($"branch from 0x{code.Addresses[position]:x} ('{code.Texts[position]}') to 0x{target:x}, where no code is");
}
