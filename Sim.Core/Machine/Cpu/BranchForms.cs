using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Machine.Pipeline;
using static Sim.Core.Machine.Cpu.Registers;

namespace Sim.Core.Machine.Cpu;

/// <summary>A form of branch whose target is in the instruction. A struct, so that a pipeline is compiled for each.</summary>
interface IBranchForm
{
    /// <summary>What kind of branch it is to the predictors; a conditional one waits for one register.</summary>
    static abstract MicroOpKind Kind { get; }

    /// <summary>The register that it waits for, if it is conditional.</summary>
    static virtual byte Tested(in Instruction i) => i.Rn;

    /// <summary>Whether <paramref name="i"/> is taken; <paramref name="x"/> is the first of the registers.</summary>
    static abstract bool IsTaken(in Instruction i, ref ulong x);
}

readonly struct Jump : IBranchForm
{
    public static MicroOpKind Kind => MicroOpKind.Jump;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsTaken(in Instruction i, ref ulong x) => true;
}

readonly struct Call : IBranchForm
{
    public static MicroOpKind Kind => MicroOpKind.Call;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsTaken(in Instruction i, ref ulong x) => true;
}

readonly struct JumpIf : IBranchForm
{
    public static MicroOpKind Kind => MicroOpKind.Conditional;

    public static byte Tested(in Instruction i) => Register.Flags;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsTaken(in Instruction i, ref ulong x) => Flags.Hold(i.Condition, At(ref x, Register.Flags));
}

readonly struct JumpIfZero : IBranchForm
{
    public static MicroOpKind Kind => MicroOpKind.Conditional;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsTaken(in Instruction i, ref ulong x) => Arithmetic.Cut(i, At(ref x, i.Rn)) == 0;
}

readonly struct JumpIfNotZero : IBranchForm
{
    public static MicroOpKind Kind => MicroOpKind.Conditional;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsTaken(in Instruction i, ref ulong x) => Arithmetic.Cut(i, At(ref x, i.Rn)) != 0;
}

readonly struct JumpIfBitClear : IBranchForm
{
    public static MicroOpKind Kind => MicroOpKind.Conditional;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsTaken(in Instruction i, ref ulong x) => (At(ref x, i.Rn) >> i.Amount & 1) == 0;
}

readonly struct JumpIfBitSet : IBranchForm
{
    public static MicroOpKind Kind => MicroOpKind.Conditional;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsTaken(in Instruction i, ref ulong x) => (At(ref x, i.Rn) >> i.Amount & 1) != 0;
}
