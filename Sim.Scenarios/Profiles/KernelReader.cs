using System.Numerics;
using Sim.Core.Kernel.Build;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>Reads the values of a kernel file into a <see cref="KernelBuild"/>.</summary>
sealed class KernelReader(ProfileValues values)
{
    public KernelBuild Read(string name)
    {
        var options = Options();
        var build = new KernelBuild
        {
            Name = name,
            Version = Version(),
            Compiler = Compiler(),
            Options = options,
            Structures = Structures(),
            Addresses = Addresses(),
            Size = values.Has("size") ? Size(options.ModuleRegionBytes) : null,
        };
        values.RejectUnknown();
        return build;
    }

    KernelVersion Version()
    {
        var text = values.Text("version");
        if (KernelVersion.Parse(text) is { } version)
            return version;
        if (text.Length > 0)
            values.Report("version", Code.OutOfRange, $"version {Quoted.Text(text)} is not a release from 4.0 to 99.999, such as 6.1 or 6.6.23");
        return default;
    }

    Compiler Compiler()
    {
        var text = values.Text("compiler");
        if (Core.Kernel.Build.Compiler.Parse(text, ' ') is { } compiler)
            return compiler;
        if (text.Length > 0)
            values.Report("compiler", Code.UnknownName, $"unknown compiler {Quoted.Text(text)}", "Write gcc 12 or clang 16.");
        return new(CompilerFamily.Gcc, 0);
    }

    KernelOptions Options()
    {
        var options = new KernelOptions
        {
            FunctionTracer = values.Truth("options.function_tracer"),
            DynamicFtrace = values.Truth("options.dynamic_ftrace"),
            OptimizeForSize = values.Truth("options.optimize_for_size"),
            Cfi = values.Truth("options.cfi"),
            Bti = values.Truth("options.bti"),
            PointerAuth = values.Truth("options.pointer_auth"),
            PacInLeaves = values.Truth("options.pac_in_leaves"),
            ShadowCallStack = values.Truth("options.shadow_call_stack"),
            ZeroStack = values.Truth("options.zero_stack"),
            Kaslr = values.Truth("options.kaslr"),
            ModuleRegionBytes = (long)values.Measured("options.module_region", Quantity.Sizes, 1 << 20, 1L << 32),
            PageBytes = (int)values.Measured("options.page_size", Quantity.Sizes, 4_096, 65_536),
            DynamicTrampolines = values.Truth("options.dynamic_trampolines"),
        };
        values.Require(options.FunctionTracer || !options.DynamicFtrace, "options.dynamic_ftrace", "needs options.function_tracer");
        values.Require(options.PointerAuth || !options.PacInLeaves, "options.pac_in_leaves", "needs options.pointer_auth");
        values.Require(options.PageBytes is 0 or 4_096 or 16_384 or 65_536, "options.page_size", "must be 4, 16 or 64 KiB");
        return options;
    }

    StructureLayout Structures() => new()
    {
        OpsBytes = Bytes("ops_bytes"),
        OpsFunc = Offset("ops_func"),
        OpsNext = Offset("ops_next"),
        OpsFlags = Offset("ops_flags"),
        OpsLocalHash = Offset("ops_local_hash"),
        OpsFuncHash = Offset("ops_func_hash"),
        OpsDirectCall = values.Has("structures.ops_direct_call") ? Offset("ops_direct_call") : null,
        OpsHashBytes = Bytes("ops_hash_bytes"),
        OpsHashNotrace = Offset("ops_hash_notrace"),
        OpsHashFilter = Offset("ops_hash_filter"),
        HashBytes = Bytes("hash_bytes"),
        HashSizeBits = Offset("hash_size_bits"),
        HashBuckets = Offset("hash_buckets"),
        HashCount = Offset("hash_count"),
        HashFlags = Offset("hash_flags"),
        EntryBytes = Bytes("entry_bytes"),
        EntryNext = Offset("entry_next"),
        EntryIp = Offset("entry_ip"),
    };

    KernelAddresses Addresses()
    {
        var slab = values.Integer("addresses.slab_minimum", 8, 128);
        values.Require(slab == 0 || BitOperations.IsPow2(slab), "addresses.slab_minimum", "must be a power of two");
        var at = new KernelAddresses(
            values.Address("addresses.text"),
            values.Address("addresses.ftrace_caller"),
            values.Address("addresses.list_func"),
            values.Address("addresses.module"),
            values.Address("addresses.data"),
            values.Address("addresses.linear_map"),
            slab,
            OptionalAddress("addresses.tracees", multipleOf: 64),
            OptionalAddress("addresses.trampolines", multipleOf: 4_096));
        RequireApart(
            ("ftrace_caller", at.FtraceCaller), ("list_func", at.ListFunc), ("module", at.Module), ("tracees", at.Tracees), ("trampolines", at.Trampolines));
        return at;
    }

    // From each of these on code is placed, less than this in all.
    void RequireApart(params (string Key, ulong? At)[] starts)
    {
        const ulong CodeBytes = 64 << 10;
        for (var later = 1; later < starts.Length; later++)
        {
            foreach (var (key, at) in starts.Take(later))
            {
                var (place, other) = (starts[later].At, at);
                values.Require(
                    place is null || other is null or 0 || Math.Max(place.Value, other.Value) - Math.Min(place.Value, other.Value) >= CodeBytes,
                    $"addresses.{starts[later].Key}", $"must be 64 KiB or more away from addresses.{key}");
            }
        }
    }

    ulong? OptionalAddress(string key, ulong multipleOf)
    {
        if (!values.Has(key))
            return null;
        var address = values.Address(key);
        values.Require(address % multipleOf == 0, key, $"must be a multiple of {multipleOf}");
        return address;
    }

    KernelSize Size(long moduleRegionBytes)
    {
        var size = new KernelSize(
            values.Integer("size.traceable_functions", 1, 10_000_000),
            (long)values.Measured("size.text", Quantity.Sizes, 1 << 20, 1L << 30),
            (long)values.Measured("size.image", Quantity.Sizes, 1 << 20, 1L << 30),
            values.Integer("size.module_functions", 0, 10_000_000),
            (long)values.Measured("size.module_text", Quantity.Sizes, 0, 1L << 30));
        values.Require(size.TextBytes <= size.ImageBytes, "size.image", "must not be less than size.text");
        values.Require(size.ModuleFunctions <= size.TraceableFunctions, "size.module_functions", "must not be more than size.traceable_functions");
        values.Require(
            size.ImageBytes < moduleRegionBytes || moduleRegionBytes == 0, "options.module_region", "must be more than size.image, which it contains");
        values.Require(size.ModuleTextBytes >= 4L * size.ModuleFunctions, "size.module_text", "must hold an instruction for each of size.module_functions");
        return size;
    }

    int Bytes(string key) => values.Integer($"structures.{key}", 8, 4_096);

    int Offset(string key)
    {
        var offset = values.Integer($"structures.{key}", 0, 4_096);
        values.Require(offset % 8 == 0, $"structures.{key}", "must be a multiple of 8");
        return offset;
    }
}
