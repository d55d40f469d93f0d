using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using static Sim.Core.Machine.Cpu.Registers;

namespace Sim.Core.Machine.Cpu;

/// <summary>A form of load or store without write-back. A struct, so that a pipeline is compiled for each.</summary>
interface IMemoryForm
{
    /// <summary>Bytes that it moves.</summary>
    static abstract int Bytes { get; }

    /// <summary>True if it moves two registers.</summary>
    static virtual bool IsPair => false;

    /// <summary>True if a second register is part of the address, instead of a constant.</summary>
    static virtual bool IsIndexed => false;

    /// <summary>True for a store-release.</summary>
    static virtual bool IsRelease => false;

    /// <summary>Executes <paramref name="i"/>, whose lowest byte is at <paramref name="address"/>.</summary>
    static abstract void Execute(in Instruction i, ref ulong x, GuestMemory memory, ulong address);
}

readonly struct Load64 : IMemoryForm
{
    public static int Bytes => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, GuestMemory memory, ulong address) => At(ref x, i.Rd) = memory.Read64(address);
}

readonly struct Load32 : IMemoryForm
{
    public static int Bytes => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, GuestMemory memory, ulong address) => At(ref x, i.Rd) = memory.Read(address, 4);
}

readonly struct Load8 : IMemoryForm
{
    public static int Bytes => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, GuestMemory memory, ulong address) => At(ref x, i.Rd) = memory.Read(address, 1);
}

readonly struct LoadIndexed64 : IMemoryForm
{
    public static int Bytes => 8;

    public static bool IsIndexed => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, GuestMemory memory, ulong address) => At(ref x, i.Rd) = memory.Read64(address);
}

readonly struct LoadPair64 : IMemoryForm
{
    public static int Bytes => 16;

    public static bool IsPair => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, GuestMemory memory, ulong address)
    {
        var (first, second) = memory.ReadPair64(address);
        At(ref x, i.Ra) = second;
        At(ref x, i.Rd) = first;
    }
}

readonly struct Store64 : IMemoryForm
{
    public static int Bytes => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, GuestMemory memory, ulong address) => memory.Write64(address, At(ref x, i.Rd));
}

readonly struct Store32 : IMemoryForm
{
    public static int Bytes => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, GuestMemory memory, ulong address) => memory.Write(address, At(ref x, i.Rd), 4);
}

readonly struct StorePair64 : IMemoryForm
{
    public static int Bytes => 16;

    public static bool IsPair => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, GuestMemory memory, ulong address) =>
        memory.WritePair64(address, At(ref x, i.Rd), At(ref x, i.Ra));
}

readonly struct StoreRelease64 : IMemoryForm
{
    public static int Bytes => 8;

    public static bool IsRelease => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Execute(in Instruction i, ref ulong x, GuestMemory memory, ulong address)
    {
        Atomics.RequireAligned(address, Bytes);
        memory.Write64(address, At(ref x, i.Rd));
    }
}
