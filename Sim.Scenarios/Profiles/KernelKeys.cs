using System.Linq.Expressions;
using Sim.Core.Kernel.Build;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>The values of a kernel file. A new one is a line here, its member in <see cref="KernelBuild"/>, and a value in every file.</summary>
sealed class KernelKeys : KeysOf<KernelBuild>
{
    /// <summary>All of them, in the order of the file.</summary>
    public static IReadOnlyList<ProfileKey> All { get; } =
    [
        Key(kernel => kernel.Version, "version", new TextForm("a release from 4.0 to 99.999, such as 6.1 or 6.6.23", text => KernelVersion.Parse(text),
            (Code.OutOfRange, "version {0} is not a release from 4.0 to 99.999, such as 6.1 or 6.6.23", null)), "The release, which decides what ftrace can do.", value => value as KernelVersion? ?? default),
        Key(kernel => kernel.Compiler, "compiler", new TextForm("`gcc 12` or `clang 16`, with a major version from 4 to 99", text => Compiler.Parse(text, ' '),
            (Code.UnknownName, "unknown compiler {0}", "Write gcc 12 or clang 16.")), "What the kernel was built with.", value => value as Compiler ?? new(CompilerFamily.Gcc, 0)),

        Truth(kernel => kernel.Options.FunctionTracer, "options.function_tracer", "Functions can be traced (FUNCTION_TRACER)."),
        Truth(kernel => kernel.Options.DynamicFtrace, "options.dynamic_ftrace", "Callsites are patched while the kernel runs (DYNAMIC_FTRACE)."),
        Truth(kernel => kernel.Options.OptimizeForSize, "options.optimize_for_size", "`-Os` (CC_OPTIMIZE_FOR_SIZE)."),
        Truth(kernel => kernel.Options.Cfi, "options.cfi", "kCFI (CFI_CLANG): a type hash before each function."),
        Truth(kernel => kernel.Options.Bti, "options.bti", "Branch target identification in the kernel (ARM64_BTI_KERNEL)."),
        Truth(kernel => kernel.Options.PointerAuth, "options.pointer_auth", "Return addresses are signed (ARM64_PTR_AUTH_KERNEL)."),
        Truth(kernel => kernel.Options.PacInLeaves, "options.pac_in_leaves", "They are signed in leaf functions, too (`pac-ret+leaf`)."),
        Truth(kernel => kernel.Options.ShadowCallStack, "options.shadow_call_stack", "Return addresses are kept on a second stack, too (SHADOW_CALL_STACK)."),
        Truth(kernel => kernel.Options.ZeroStack, "options.zero_stack", "Automatic variables are zeroed (INIT_STACK_ALL_ZERO)."),
        Truth(kernel => kernel.Options.Kaslr, "options.kaslr", "Image and modules are at random addresses (RANDOMIZE_BASE)."),
        Size(kernel => kernel.Options.ModuleRegionBytes, "options.module_region", 1 << 20, 1L << 32, "The region that modules are loaded into."),
        Size(kernel => kernel.Options.PageBytes, "options.page_size", 4_096, 65_536, "Page size: 4, 16 or 64 KiB."),
        Size(kernel => kernel.Options.RingBufferBytes, "options.ring_buffer", 8_192, 64L << 20, "The function tracer's ring buffer of a CPU, as `buffer_size_kb` sets it; whole pages of 4 KiB."),
        Truth(kernel => kernel.Options.DynamicTrampolines, "options.dynamic_trampolines", "A trampoline per ops, which no arm64 kernel has: a hypothetical build."),

        Bytes(kernel => kernel.Structures.OpsBytes, "ops_bytes", "Size of `struct ftrace_ops`."),
        Offset(kernel => kernel.Structures.OpsFunc, "ops_func", "Offset of `func` in it."),
        Offset(kernel => kernel.Structures.OpsNext, "ops_next", "Offset of `next` in it."),
        Offset(kernel => kernel.Structures.OpsFlags, "ops_flags", "Offset of `flags` in it."),
        Offset(kernel => kernel.Structures.OpsLocalHash, "ops_local_hash", "Offset of `local_hash` in it."),
        Offset(kernel => kernel.Structures.OpsFuncHash, "ops_func_hash", "Offset of `func_hash` in it."),
        Optional(Offset(kernel => kernel.Structures.OpsDirectCall, "ops_direct_call", "Offset of `direct_call` in it, where it has one.")),
        Bytes(kernel => kernel.Structures.OpsHashBytes, "ops_hash_bytes", "Size of `struct ftrace_ops_hash`."),
        Offset(kernel => kernel.Structures.OpsHashNotrace, "ops_hash_notrace", "Offset of `notrace_hash` in it."),
        Offset(kernel => kernel.Structures.OpsHashFilter, "ops_hash_filter", "Offset of `filter_hash` in it."),
        Bytes(kernel => kernel.Structures.HashBytes, "hash_bytes", "Size of `struct ftrace_hash`."),
        Offset(kernel => kernel.Structures.HashSizeBits, "hash_size_bits", "Offset of `size_bits` in it."),
        Offset(kernel => kernel.Structures.HashBuckets, "hash_buckets", "Offset of `buckets` in it."),
        Offset(kernel => kernel.Structures.HashCount, "hash_count", "Offset of `count` in it."),
        Offset(kernel => kernel.Structures.HashFlags, "hash_flags", "Offset of `flags` in it."),
        Bytes(kernel => kernel.Structures.EntryBytes, "entry_bytes", "Size of `struct ftrace_func_entry`."),
        Offset(kernel => kernel.Structures.EntryNext, "entry_next", "Offset of `hlist` in it."),
        Offset(kernel => kernel.Structures.EntryIp, "entry_ip", "Offset of `ip` in it."),

        Integer(kernel => kernel.Addresses.SlabMinimumBytes, "addresses.slab_minimum", 8, 128, "Smallest object size that kmalloc serves, a power of two."),
        Address(kernel => kernel.Addresses.Text, "text", "Start of the image's text."),
        Address(kernel => kernel.Addresses.FtraceCaller, "ftrace_caller", "The trampoline."),
        Address(kernel => kernel.Addresses.ListFunc, "list_func", "The function that walks the list of ops."),
        Address(kernel => kernel.Addresses.Module, "module", "Start of the module that holds tracees and tracers."),
        Address(kernel => kernel.Addresses.Data, "data", "Start of the image's data."),
        Address(kernel => kernel.Addresses.LinearMap, "linear_map", "Start of the linear map, where slabs and stacks are."),
        Optional(Address(kernel => kernel.Addresses.Tracees, "tracees", "Where tracees are that belong to the image; without it they are the module's.", multipleOf: 64)),
        Optional(Address(kernel => kernel.Addresses.Trampolines, "trampolines", "Where trampolines are allocated; without it, after the module.", multipleOf: 4_096)),

        .. Group("size",
        [
            Integer(kernel => kernel.Size!.TraceableFunctions, "size.traceable_functions", 1, 10_000_000, "Functions that ftrace offers for tracing, those of modules included."),
            Size(kernel => kernel.Size!.TextBytes, "size.text", 1 << 20, 1L << 30, "The image's text."),
            Size(kernel => kernel.Size!.ImageBytes, "size.image", 1 << 20, 1L << 30, "The image from the start of its text to its end, data included."),
            Integer(kernel => kernel.Size!.ModuleFunctions, "size.module_functions", 0, 10_000_000, "Traceable functions in modules."),
            Size(kernel => kernel.Size!.ModuleTextBytes, "size.module_text", 0, 1L << 30, "Text of modules."),
        ]),
    ];

    static ProfileKey Bytes(Expression<Func<KernelBuild, int>> member, string key, string sentence) =>
        Integer(member, $"structures.{key}", 8, 4_096, sentence);

    static ProfileKey Offset<T>(Expression<Func<KernelBuild, T>> member, string key, string sentence) =>
        Integer(member, $"structures.{key}", 0, 4_096, sentence);

    static ProfileKey Address<T>(Expression<Func<KernelBuild, T>> member, string key, string sentence, ulong multipleOf = 1) =>
        Key(member, $"addresses.{key}", new AddressForm(multipleOf), sentence, value => value is T address ? address : default!);
}
