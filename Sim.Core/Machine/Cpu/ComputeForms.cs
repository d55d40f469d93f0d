using System.Runtime.CompilerServices;
using Sim.Core.A64;
using static Sim.Core.Machine.Cpu.Registers;

namespace Sim.Core.Machine.Cpu;

/// <summary>A form of instruction that changes nothing but registers. A struct, so that a pipeline is compiled for each.</summary>
interface IComputeForm
{
    /// <summary>How many registers it waits for, up to 2.</summary>
    static abstract int Sources { get; }

    /// <summary>False if it needs no port and delivers nothing.</summary>
    static virtual bool Issues => true;

    /// <summary>True if it delivers the flags.</summary>
    static virtual bool SetsFlags => false;

    /// <summary>Executes <paramref name="i"/>.</summary>
    /// <param name="i">An instruction of this form.</param>
    /// <param name="x">The first of the registers.</param>
    static abstract void Execute(in Instruction i, ref ulong x);
}

/// <summary>NOP and hints.</summary>
readonly struct Nothing : IComputeForm
{
    public static int Sources => 0;

    public static bool Issues => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x)
    {
    }
}

readonly struct MoveImmediate : IComputeForm
{
    public static int Sources => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x) => At(ref x, i.Rd) = (ulong)i.Immediate;
}

readonly struct MoveRegister : IComputeForm
{
    public static int Sources => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x) => At(ref x, i.Rd) = At(ref x, i.Rm);
}

readonly struct AddImmediate : IComputeForm
{
    public static int Sources => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x) => At(ref x, i.Rd) = At(ref x, i.Rn) + (ulong)i.Immediate;
}

readonly struct SubtractImmediate : IComputeForm
{
    public static int Sources => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x) => At(ref x, i.Rd) = At(ref x, i.Rn) - (ulong)i.Immediate;
}

readonly struct AddRegister : IComputeForm
{
    public static int Sources => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x) => At(ref x, i.Rd) = At(ref x, i.Rn) + (At(ref x, i.Rm) << i.Amount);
}

readonly struct AndImmediate : IComputeForm
{
    public static int Sources => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x) => At(ref x, i.Rd) = At(ref x, i.Rn) & (ulong)i.Immediate;
}

readonly struct CompareImmediate : IComputeForm
{
    public static int Sources => 1;

    public static bool SetsFlags => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x) =>
        At(ref x, i.Rd) = Flags.AddWithCarry(At(ref x, i.Rn), ~(ulong)i.Immediate, 1, true, out At(ref x, Register.Flags));
}

readonly struct CompareRegister : IComputeForm
{
    public static int Sources => 2;

    public static bool SetsFlags => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x) =>
        At(ref x, i.Rd) = Flags.AddWithCarry(At(ref x, i.Rn), ~At(ref x, i.Rm), 1, true, out At(ref x, Register.Flags));
}

readonly struct TestImmediate : IComputeForm
{
    public static int Sources => 1;

    public static bool SetsFlags => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x)
    {
        var result = Arithmetic.Cut(i, At(ref x, i.Rn) & (ulong)i.Immediate);
        At(ref x, i.Rd) = result;
        At(ref x, Register.Flags) = Flags.OfLogical(result, i.Is64);
    }
}
