using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Hardware.State;
using static Sim.Core.Hardware.Execution.Registers;

namespace Sim.Core.Hardware.Execution;

/// <summary>A form of load or store without write-back. A struct, so that a pipeline is compiled for each.</summary>
interface IMemoryForm
{
    /// <summary>Bytes that it moves.</summary>
    static abstract int Bytes { get; }

    /// <summary>True if it moves two registers.</summary>
    static abstract bool IsPair { get; }

    /// <summary>True if a second register is part of the address.</summary>
    static abstract bool IsIndexed { get; }

    /// <summary>True for a store-release.</summary>
    static abstract bool IsRelease { get; }

    /// <summary>The lowest byte that <paramref name="i"/> accesses; <paramref name="x"/> is the first of the registers.</summary>
    static abstract ulong AddressOf(in Instruction i, ref ulong x);

    /// <summary>Executes <paramref name="i"/>, whose lowest byte is at <paramref name="address"/>.</summary>
    static abstract void Execute(in Instruction i, ref ulong x, Memory memory, ulong address);
}

readonly struct Load64 : IMemoryForm
{
    public static int Bytes => 8;

    public static bool IsPair => false;

    public static bool IsIndexed => false;

    public static bool IsRelease => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddressOf(in Instruction i, ref ulong x) => At(ref x, i.Rn) + (ulong)i.Immediate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, Memory memory, ulong address) => At(ref x, i.Rd) = memory.Read64(address);
}

readonly struct Load32 : IMemoryForm
{
    public static int Bytes => 4;

    public static bool IsPair => false;

    public static bool IsIndexed => false;

    public static bool IsRelease => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddressOf(in Instruction i, ref ulong x) => At(ref x, i.Rn) + (ulong)i.Immediate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, Memory memory, ulong address) => At(ref x, i.Rd) = memory.Read(address, 4);
}

readonly struct Load8 : IMemoryForm
{
    public static int Bytes => 1;

    public static bool IsPair => false;

    public static bool IsIndexed => false;

    public static bool IsRelease => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddressOf(in Instruction i, ref ulong x) => At(ref x, i.Rn) + (ulong)i.Immediate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, Memory memory, ulong address) => At(ref x, i.Rd) = memory.Read(address, 1);
}

readonly struct LoadIndexed64 : IMemoryForm
{
    public static int Bytes => 8;

    public static bool IsPair => false;

    public static bool IsIndexed => true;

    public static bool IsRelease => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddressOf(in Instruction i, ref ulong x) => At(ref x, i.Rn) + (At(ref x, i.Rm) << i.Amount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, Memory memory, ulong address) => At(ref x, i.Rd) = memory.Read64(address);
}

readonly struct LoadPair64 : IMemoryForm
{
    public static int Bytes => 16;

    public static bool IsPair => true;

    public static bool IsIndexed => false;

    public static bool IsRelease => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddressOf(in Instruction i, ref ulong x) => At(ref x, i.Rn) + (ulong)i.Immediate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, Memory memory, ulong address)
    {
        var first = memory.Read64(address);
        At(ref x, i.Ra) = memory.Read64(address + 8);
        At(ref x, i.Rd) = first;
    }
}

readonly struct Store64 : IMemoryForm
{
    public static int Bytes => 8;

    public static bool IsPair => false;

    public static bool IsIndexed => false;

    public static bool IsRelease => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddressOf(in Instruction i, ref ulong x) => At(ref x, i.Rn) + (ulong)i.Immediate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, Memory memory, ulong address) => memory.Write64(address, At(ref x, i.Rd));
}

readonly struct Store32 : IMemoryForm
{
    public static int Bytes => 4;

    public static bool IsPair => false;

    public static bool IsIndexed => false;

    public static bool IsRelease => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddressOf(in Instruction i, ref ulong x) => At(ref x, i.Rn) + (ulong)i.Immediate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, Memory memory, ulong address) => memory.Write(address, At(ref x, i.Rd), 4);
}

readonly struct StorePair64 : IMemoryForm
{
    public static int Bytes => 16;

    public static bool IsPair => true;

    public static bool IsIndexed => false;

    public static bool IsRelease => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddressOf(in Instruction i, ref ulong x) => At(ref x, i.Rn) + (ulong)i.Immediate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, Memory memory, ulong address)
    {
        memory.Write64(address, At(ref x, i.Rd));
        memory.Write64(address + 8, At(ref x, i.Ra));
    }
}

readonly struct StoreRelease64 : IMemoryForm
{
    public static int Bytes => 8;

    public static bool IsPair => false;

    public static bool IsIndexed => false;

    public static bool IsRelease => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddressOf(in Instruction i, ref ulong x) => At(ref x, i.Rn) + (ulong)i.Immediate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, Memory memory, ulong address)
    {
        Atomics.RequireAligned(address, Bytes);
        memory.Write64(address, At(ref x, i.Rd));
    }
}
