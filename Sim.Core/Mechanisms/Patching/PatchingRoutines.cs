using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;

namespace Sim.Core.Mechanisms.Patching;

/// <summary>The routines that register an ops and patch callsites, and where in the image they are.</summary>
public static class PatchingRoutines
{
    const string Folder = "Mechanisms/Patching/";
    const ulong Alignment = 64;

    // system_state: the scheduler works; init memory is being freed; the system runs.
    const int SystemScheduling = 1;
    const int SystemFreeingInitMemory = 2;

    /// <summary><c>system_state</c> of a system that has booted.</summary>
    public const int SystemRunning = 3;

    /// <summary>
    /// Functions among them that can be traced, in any order. While the callsites of all functions are patched, calls of these go through the
    /// tracer from when their own callsite is: which of them that slows down, and for how long, depends on where they are.
    /// </summary>
    /// <source key="debian-linux-image">Which functions have NOPs at their entry.</source>
    public static IReadOnlyList<string> Traceable(KernelBuild build) =>
    [
        "__set_fixmap", "rcu_all_qs", "copy_from_kernel_nofault", "copy_from_kernel_nofault_allowed", "vmalloc_to_page", "__cond_resched",
        .. KprobesAreTraced(build)
            ? ["aarch64_insn_read", "aarch64_insn_patch_text_nosync", "__aarch64_insn_write", "aarch64_insn_gen_branch_imm", "aarch64_insn_gen_nop"]
            : Array.Empty<string>(),
    ];

    /// <summary>All routines of <paramref name="build"/>: first those without a place of their own, then the others.</summary>
    /// <source key="debian-linux-image">Places, in thousandths of the text: means of 6.1 and 6.12, which differ by at most 3.</source>
    public static IReadOnlyList<Routine> Of(KernelBuild build)
    {
        var constants = Constants(build);
        Routine Behind(string file) => new(Folder + file, null, constants);
        Routine At(string file, int thousandth) => new(
            Folder + file,
            build.Addresses.Text + ((ulong)build.Size!.TextBytes * (ulong)thousandth / 1000 / Alignment * Alignment),
            constants);
        return
        [
            Behind("register.s"), Behind("startup.s"), Behind("record_update.s"), Behind("check_record.s"), Behind("replace_code.s"), Behind("make_call.s"),
            Behind("caches.s"), Behind("function_trace.s"),
            At("fixmap.s", 12), At("rcu_all_qs.s", 92), At("maccess.s", 205), At("kernel_text.s", 238), At("cond_resched.s", 989), At("insn.s", 991),
        ];
    }

    /// <guess>Two builds were looked at, 6.1 and 6.12. All that fill a pt_regs are taken as the first, all later ones as the second.</guess>
    static bool KprobesAreTraced(KernelBuild build) => build.FillsPtRegs;

    static Dictionary<string, long> Constants(KernelBuild build)
    {
        var constants = new Dictionary<string, long>
        {
            ["OPS_SAVED_FUNC"] = 32,
            ["OPS_TRAMPOLINE"] = build.Structures.OpsFuncHash + 8 + build.Structures.OpsHashBytes,
            ["OPS_SAVE_REGS_BIT"] = OpsFlagBits.SaveRegs,
            ["FL_ENABLED_BIT"] = OpsFlagBits.Enabled,
            ["FL_DYNAMIC_BIT"] = OpsFlagBits.Dynamic,
            ["FL_RECURSION_BIT"] = OpsFlagBits.Recursion,
            ["FL_DIRECT_BIT"] = OpsFlagBits.Direct,
            ["TASK_PAGEFAULT_DISABLED"] = TaskLayout.PagefaultDisabled,
            ["SYSTEM_SCHEDULING"] = SystemScheduling,
            ["SYSTEM_FREEING_INITMEM"] = SystemFreeingInitMemory,
            ["FIXMAP_TOP"] = unchecked((long)TextMappings.FixmapTop),
            ["FIXMAP_END"] = TextMappings.FixmapEnd,
            ["FIX_TEXT_POKE0"] = TextMappings.TextPokeIndex,
        };
        foreach (var (name, value) in FtraceRecords.Constants.Concat(RecordFlagBits.Constants(build)))
            constants[name] = value;
        if (KprobesAreTraced(build))
            constants["KPROBES_TRACED"] = 1;
        return constants;
    }
}
