using Sim.Core.A64;
using Sim.Core.A64.Coding;
using Sim.Core.Kernel.Image;
using Sim.Core.Kernel.Layout;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Loads.Captured;

/// <summary>More <c>ftrace_ops</c> in a captured kernel, each with a filter hash of another function, by that kernel's own layouts: as a module registers them.</summary>
/// <remarks>
/// The newest is first in the list. A kernel with call ops walks the list only for a callsite whose literal says so. Another kernel sends every callsite over the
/// list once there are two ops: its common trampoline calls the walk, whatever it called before.
/// </remarks>
/// <source key="debian-linux-image">Read of kernel/trace/ftrace.c: add_ftrace_ops, update_ftrace_function.</source>
static class AddedOps
{
    /// <summary>Structures whose layouts are needed.</summary>
    public static IReadOnlyList<string> Structures { get; } = ["ftrace_ops", "ftrace_ops_hash", "ftrace_hash", "ftrace_func_entry"];

    /// <summary>The list of ops.</summary>
    public const string ListSymbol = "ftrace_ops_list";

    /// <summary>The ops of callsites with several, in a kernel with call ops.</summary>
    public const string CallOpsSymbol = "ftrace_list_ops";

    /// <summary>Where the common trampoline calls its function.</summary>
    public const string CallSymbol = "ftrace_call";

    // Enabled, in a module, initialized.
    const ulong Flags = 1 | 2 | 64;

    const ulong Apart = 16 << 20;
    const int Places = 64;

    // Structures of kernels have 8 to 400 bytes.
    const int MostStructBytes = 4096;

    static readonly string[] Walkers = ["ftrace_ops_list_func", "arch_ftrace_ops_list_func"];

    /// <summary>Adds <paramref name="count"/> of them.</summary>
    /// <param name="memory">The kernel's memory.</param>
    /// <param name="symbols">Its symbols.</param>
    /// <param name="layouts">Its layouts of <see cref="Structures"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="function">The function that is called; none of them traces it.</param>
    /// <param name="stack">The calls' own stack, near which they find room.</param>
    /// <param name="slabMinimumBytes">Smallest object that kmalloc serves.</param>
    /// <exception cref="ImageFault">The kernel, or what is known of it, does not allow it.</exception>
    /// <exception cref="GuestFault">The image lacks what registering writes.</exception>
    public static void Register(GuestMemory memory, SymbolTable symbols, IReadOnlyDictionary<string, StructLayout> layouts, int count, ulong function, CallStack stack, int slabMinimumBytes)
    {
        if (Structures.FirstOrDefault(name => !layouts.ContainsKey(name)) is { } missing)
            throw new ImageFault(ImageFault.KernelInformation, $"the image has no types (BTF) that say what struct {missing} looks like");
        if (symbols.AddressOf(ListSymbol) is not { } list)
            throw new ImageFault(ImageFault.Symbols, $"no symbol '{ListSymbol}' is known of this image", "give the kernel's System.map with --symbols");
        if (Structures.FirstOrDefault(name => layouts[name].Bytes is 0 or > MostStructBytes) is { } odd)
            throw new ImageFault(ImageFault.KernelInformation, $"struct {odd} has {layouts[odd].Bytes:N0} bytes in the types (BTF) of the image, not 1 to {MostStructBytes:N0}");
        var (ops, hashes, hash, entry) = (layouts["ftrace_ops"], layouts["ftrace_ops_hash"], layouts["ftrace_hash"], layouts["ftrace_func_entry"]);
        var slab = new Slab(memory, FreePlace(memory, stack), slabMinimumBytes);
        var first = slab.Allocate(count * ops.Bytes);
        var other = symbols.All.FirstOrDefault(symbol => symbol.Kind is 'T' or 't' && symbol.Address != function).Address;
        for (var number = 0; number < count; number++)
        {
            var at = first + (ulong)(number * ops.Bytes);
            var (filter, buckets, only) = (slab.Allocate(hash.Bytes), slab.Allocate(8), slab.Allocate(entry.Bytes));
            memory.Write(at + ops["func"], other, 8);
            memory.Write(at + ops["flags"], Flags, 8);
            memory.Write(at + ops["func_hash"], at + ops["local_hash"], 8);
            memory.Write(at + ops["local_hash"] + hashes["filter_hash"], filter, 8);
            memory.Write(filter + hash["buckets"], buckets, 8);
            memory.Write(filter + hash["count"], 1, 8);
            memory.Write(buckets, only, 8);
            memory.Write(only + entry["ip"], other + 4, 8);
            memory.Write(at + ops["next"], memory.Read(list, 8), 8);
            memory.Write(list, at, 8);
        }

        if (symbols.AddressOf(CallOpsSymbol) is null && symbols.AddressOf(CallSymbol) is { } call)
            SendOverTheList(memory, symbols, call, list, ops);
    }

    static void SendOverTheList(GuestMemory memory, SymbolTable symbols, ulong call, ulong list, StructLayout ops)
    {
        if (Decoder.Decode((uint)memory.Read(call, 4), call).Opcode is not (Opcode.Bl or Opcode.Nop))
            throw new ImageFault(ImageFault.Call, $"{CallSymbol} holds neither a branch nor a NOP: how this kernel calls its tracers is not known");
        var second = memory.Read(memory.Read(list, 8) + ops["next"], 8);
        if (second == 0 || memory.Read(second + ops["next"], 8) == 0)
            return;
        var walker = Walkers.Select(symbols.AddressOf).FirstOrDefault(address => address is not null)
            ?? throw new ImageFault(ImageFault.Symbols, $"no symbol '{Walkers[0]}' is known of this image", "give the kernel's System.map with --symbols");
        const uint BranchLink = 0x94000000, Offset = 0x03ffffff;
        memory.Write(call, BranchLink | ((uint)((long)(walker - call) / 4) & Offset), 4);
    }

    static ulong FreePlace(GuestMemory memory, CallStack stack)
    {
        var start = (stack.Top & ~(Apart - 1)) + Apart;
        for (var place = 0; place < Places; place++, start += Apart)
        {
            if (IsFree(memory, start))
                return start;
        }

        throw new ImageFault(ImageFault.Call, $"the image has no free {Apart >> 20} MiB for further ops near its kernel");
    }

    static bool IsFree(GuestMemory memory, ulong start)
    {
        for (ulong at = 0; at < Apart; at += Capture.PageBytes)
        {
            if (memory.IsMapped(start + at))
                return false;
        }

        return true;
    }
}
