using System.Runtime.CompilerServices;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;
using Sim.Core.Mechanisms;

namespace Sim.Core.Loads;

/// <summary>The names that routines use for offsets, flag bits and build options: what asm-offsets.h is to the kernel.</summary>
public static class RoutineConstants
{
    // The cells of a sweep have few builds and mechanisms between them.
    static readonly ConditionalWeakTable<KernelBuild, ConditionalWeakTable<Mechanism, ConstantSet>> Known = [];

    /// <summary>The same as <see cref="Of"/>, made once for each build and mechanism.</summary>
    internal static ConstantSet SetOf(KernelBuild build, Mechanism mechanism) =>
        Known.GetOrCreateValue(build).GetValue(mechanism, _ => new ConstantSet(Of(build, mechanism)));

    /// <summary>Constants of <paramref name="build"/> and of its mechanism; options are defined (as 1) only where they are on.</summary>
    public static Dictionary<string, long> Of(KernelBuild build, Mechanism mechanism)
    {
        var layout = build.Structures;
        var constants = new Dictionary<string, long>
        {
            ["OPS_BYTES"] = layout.OpsBytes,
            ["OPS_FUNC"] = layout.OpsFunc,
            ["OPS_NEXT"] = layout.OpsNext,
            ["OPS_FLAGS"] = layout.OpsFlags,
            ["OPS_LOCAL_HASH"] = layout.OpsLocalHash,
            ["OPS_FUNC_HASH"] = layout.OpsFuncHash,
            ["OPSHASH_BYTES"] = layout.OpsHashBytes,
            ["OPSHASH_NOTRACE"] = layout.OpsHashNotrace,
            ["OPSHASH_FILTER"] = layout.OpsHashFilter,
            ["HASH_SIZE_BITS"] = layout.HashSizeBits,
            ["HASH_BUCKETS"] = layout.HashBuckets,
            ["HASH_COUNT"] = layout.HashCount,
            ["HASH_FLAGS"] = layout.HashFlags,
            ["HASH_FL_MOD_BIT"] = 0,
            ["ENTRY_NEXT"] = layout.EntryNext,
            ["ENTRY_IP"] = layout.EntryIp,
            ["FL_STUB_BIT"] = OpsFlagBits.Stub,
            ["FL_RCU_BIT"] = OpsFlagBits.Rcu,
            ["TASK_FLAGS"] = TaskLayout.Flags,
            ["TASK_CPU"] = TaskLayout.Cpu,
            ["TASK_NO_RESCHED"] = TaskLayout.NoResched,
            ["TASK_MIGRATION_DISABLED"] = TaskLayout.MigrationDisabled,
            ["TASK_PID"] = TaskLayout.Pid,
            ["TASK_PREEMPT_COUNT"] = TaskLayout.PreemptCount,
            ["TASK_STACK_CANARY"] = TaskLayout.StackCanary,
            ["TASK_TRACE_RECURSION"] = TaskLayout.TraceRecursion,
        };
        if (layout.OpsDirectCall is { } directCall)
            constants["OPS_DIRECT_CALL"] = directCall;
        var resolved = ConfigResolver.Resolve(build);
        var signs = resolved.Has(Feature.PointerAuth);
        Define(constants, "PAC", signs);
        Define(constants, "PAC_IN_LEAVES", signs && build.Options.PacInLeaves);
        Define(constants, "ZERO_STACK", build.Options.ZeroStack);
        Define(constants, "BTI", resolved.Has(Feature.Bti));
        Define(constants, "MCOUNT_PLT", build.Addresses is { Tracees: null } at && !BranchReach.Reaches(at.Module, at.FtraceCaller));
        Define(constants, "NOTRACE", !build.Options.DynamicFtrace);
        Define(constants, "LOOP_TESTS_FIRST", build.FillsPtRegs);
        foreach (var (name, offset) in mechanism.Constants(build).Concat(RingBufferLayout.Constants))
            constants.Add(name, offset);
        Define(constants, "RING_BUFFER_6_12", !build.FillsPtRegs);
        Define(constants, "DIRECT_CALLS", layout.OpsDirectCall is not null);
        return constants;
    }

    static void Define(Dictionary<string, long> constants, string name, bool condition)
    {
        if (condition)
            constants[name] = 1;
    }
}
