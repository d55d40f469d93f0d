using Sim.Core.Kernel.Image;
using Sim.Core.Units;

namespace Sim.Core.Kernel.Build;

/// <summary>What decides how a kernel traces: its version, its compiler, its options, and the layout of its objects.</summary>
public sealed record KernelBuild
{
    /// <summary>Label in reports; nothing depends on it.</summary>
    public required string Name { get; init; }

    public required KernelVersion Version { get; init; }

    public required Compiler Compiler { get; init; }

    public required KernelOptions Options { get; init; }

    public required StructureLayout Structures { get; init; }

    public required KernelAddresses Addresses { get; init; }

    /// <summary>How much there is to trace, if counted. Null otherwise.</summary>
    public KernelSize? Size { get; init; }

    /// <summary>What its <c>.config</c> says it has, where one was read. Null otherwise: then the rules of <see cref="ConfigResolver"/> decide alone.</summary>
    public ConfiguredFeatures? Configured { get; init; }

    /// <summary>A traced call of this very kernel, cut out of a memory image: then that is executed, and nothing is laid out. Null otherwise.</summary>
    public Capture? Capture { get; init; }

    /// <summary>
    /// True before 6.2, whose trampolines put what they save into a <c>pt_regs</c>, with a second one that fills it all; later ones save the
    /// arguments only and refuse tracers that want all registers.
    /// </summary>
    /// <source key="rutland-2023-cover"/>
    public bool FillsPtRegs => Version < new KernelVersion(6, 2);
}

/// <summary>Sizes and field offsets in bytes of the objects that dispatch reads, as the kernel's debug information gives them.</summary>
public sealed record StructureLayout
{
    /// <summary><c>struct ftrace_ops</c>: size, then offsets of its fields.</summary>
    public required int OpsBytes { get; init; }

    public required int OpsFunc { get; init; }

    public required int OpsNext { get; init; }

    public required int OpsFlags { get; init; }

    /// <summary><c>local_hash</c>, an embedded <c>struct ftrace_ops_hash</c>.</summary>
    public required int OpsLocalHash { get; init; }

    /// <summary><c>func_hash</c>: pointer to the <c>ftrace_ops_hash</c> in use.</summary>
    public required int OpsFuncHash { get; init; }

    /// <summary><c>direct_call</c>. Null where the structure has none.</summary>
    public required int? OpsDirectCall { get; init; }

    /// <summary><c>struct ftrace_ops_hash</c>: size, then offsets of its fields.</summary>
    public required int OpsHashBytes { get; init; }

    public required int OpsHashNotrace { get; init; }

    public required int OpsHashFilter { get; init; }

    /// <summary><c>struct ftrace_hash</c>: size, then offsets of its fields.</summary>
    public required int HashBytes { get; init; }

    public required int HashSizeBits { get; init; }

    public required int HashBuckets { get; init; }

    public required int HashCount { get; init; }

    public required int HashFlags { get; init; }

    /// <summary><c>struct ftrace_func_entry</c>: size, then offsets of its fields.</summary>
    public required int EntryBytes { get; init; }

    /// <summary><c>hlist</c>: its first word is the pointer to the next entry of the bucket.</summary>
    public required int EntryNext { get; init; }

    public required int EntryIp { get; init; }
}

/// <summary>Where code and data are on one boot.</summary>
/// <param name="Text">Start of the kernel image's text.</param>
/// <param name="FtraceCaller">The trampoline.</param>
/// <param name="ListFunc">The function that walks the list of ops.</param>
/// <param name="Module">Start of the module that holds tracees and tracers: where the kernel puts the first one that it loads.</param>
/// <param name="Data">Start of the kernel image's data.</param>
/// <param name="LinearMap">Start of the linear map, where slabs and stacks are.</param>
/// <param name="SlabMinimumBytes">Smallest object size that kmalloc serves; a power of two, 8 to 128.</param>
/// <param name="Tracees">Where tracees are that are part of the image. Null: they are part of the module.</param>
/// <param name="Trampolines">Where trampolines are allocated. Null: after the module.</param>
public sealed record KernelAddresses(
    Address Text,
    Address FtraceCaller,
    Address ListFunc,
    Address Module,
    Address Data,
    Address LinearMap,
    int SlabMinimumBytes,
    Address? Tracees = null,
    Address? Trampolines = null);
