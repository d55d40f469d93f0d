using System.Globalization;
using System.Numerics;
using Sim.Core.Kernel.Build;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>Reads the values of a kernel file into a <see cref="KernelBuild"/>.</summary>
sealed class KernelReader(ProfileValues values)
{
    public KernelBuild Read(string name)
    {
        var build = new KernelBuild
        {
            Name = name,
            Version = Version(),
            Compiler = Compiler(),
            Options = new(
                values.Truth("options.optimize_for_size"),
                values.Truth("options.cfi"),
                values.Truth("options.bti"),
                values.Truth("options.pac_in_leaves"),
                values.Truth("options.zero_stack"),
                values.Truth("options.dynamic_trampolines")),
            Structures = Structures(),
            Addresses = Addresses(),
        };
        values.RejectUnknown();
        return build;
    }

    KernelVersion Version()
    {
        var text = values.Text("version");
        if (text.Split('.') is [var major, var minor]
            && int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            && first is >= 4 and < 100 && second < 1_000)
            return new(first, second);
        if (text.Length > 0)
            values.Report("version", Code.OutOfRange, $"version {Quoted.Text(text)} is not a release from 4.0 to 99.999, such as 6.1");
        return default;
    }

    Compiler Compiler()
    {
        var text = values.Text("compiler");
        var parts = text.Split(' ');
        if (parts is ["gcc" or "clang", var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version is >= 4 and < 100)
            return new(parts[0] == "gcc" ? CompilerFamily.Gcc : CompilerFamily.Clang, version);
        if (text.Length > 0)
            values.Report("compiler", Code.UnknownName, $"unknown compiler {Quoted.Text(text)}", "Write gcc 12 or clang 16.");
        return new(CompilerFamily.Gcc, 0);
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
        return new(
            values.Address("addresses.text"),
            values.Address("addresses.ftrace_caller"),
            values.Address("addresses.list_func"),
            values.Address("addresses.module"),
            values.Address("addresses.data"),
            values.Address("addresses.linear_map"),
            slab);
    }

    int Bytes(string key) => values.Integer($"structures.{key}", 8, 4_096);

    int Offset(string key)
    {
        var offset = values.Integer($"structures.{key}", 0, 4_096);
        values.Require(offset % 8 == 0, $"structures.{key}", "must be a multiple of 8");
        return offset;
    }
}
