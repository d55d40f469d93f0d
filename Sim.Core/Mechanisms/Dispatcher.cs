using Sim.Core.A64;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Mechanisms;

/// <summary>A strategy at work: which routines it needs in memory, and what it writes where when somebody traces a function.</summary>
public abstract class Dispatcher
{
    /// <summary>The dispatcher of <paramref name="build"/> for tracers that are attached as <paramref name="attachment"/> says.</summary>
    /// <exception cref="CannotDispatchException">The build has no such attachment.</exception>
    public static Dispatcher Of(KernelBuild build, Attachment attachment = Attachment.Ops)
    {
        if (attachment != Attachment.Ops)
            return new DirectCall.DirectCallDispatcher(ConfigResolver.Resolve(build));
        var strategy = StrategyResolver.Resolve(build).Strategy;
        return strategy == Strategy.None ? new None.NoDispatcher()
            : strategy == Strategy.MCount && !build.Options.DynamicFtrace ? new MCount.StaticMCountDispatcher(build)
            : strategy == Strategy.MCount ? new MCount.MCountDispatcher(build)
            : strategy == Strategy.ListFunc ? new ListFunc.ListFuncDispatcher(build)
            : strategy == Strategy.DynamicTrampoline ? new DynamicTrampoline.DynamicTrampolineDispatcher(build)
            : new CallOps.CallOpsDispatcher(build);
    }

    /// <summary>The kernel's own routines: the trampoline, the list function and what they call.</summary>
    public abstract IReadOnlyList<Routine> Routines { get; }

    /// <summary>Routines that exist only because of what is registered.</summary>
    /// <param name="registration">All registered ops.</param>
    /// <param name="callsite">The callsite that will be enabled.</param>
    /// <param name="free">Start of free memory in the module region.</param>
    /// <param name="addressOf">Addresses of the symbols that are there already: data, and global labels of <see cref="Routines"/>.</param>
    public virtual IReadOnlyList<Routine> TrampolinesFor(
        Registration registration, Callsite callsite, ulong free, Func<string, ulong> addressOf) => [];

    /// <summary>Leaves code and data as they are after boot, while nobody traces.</summary>
    public virtual void Prepare(CodeImage code, GuestMemory memory)
    {
    }

    /// <summary>Why the callsite uses another trampoline than the strategy would give it. Null if it does not, or is not enabled yet.</summary>
    public virtual string? FallbackReason => null;

    /// <summary>Patches code and data so that calls of a traced function reach its tracers.</summary>
    /// <exception cref="CannotDispatchException">The kernel refuses, or a branch does not reach.</exception>
    public abstract void Enable(CodeImage code, GuestMemory memory, Registration registration, Callsite callsite);

    /// <summary>
    /// Makes a callsite call a trampoline of the kernel image: by a BL, or where that does not reach by a BL to the module's PLT entry.
    /// Kernel text has no PLT.
    /// </summary>
    /// <source key="rostedt-2023-core-patch"/>
    protected static void PatchCallsite(CodeImage code, Callsite callsite, string trampoline)
    {
        var to = code.Symbols[trampoline];
        var reaches = BranchReach.Reaches(callsite.Address, to);
        PatchCall(code, callsite.Address, !reaches && code.Symbols.TryGetValue(ModulePlt.EntryOf(trampoline), out var entry) ? entry : to);
    }

    /// <summary>Constants of a trampoline that serves one ops.</summary>
    protected static Dictionary<string, long> ConstantsOf(ulong func, ulong ops) =>
        new() { ["TRAMPOLINE_FUNC"] = (long)func, ["TRAMPOLINE_OPS"] = (long)ops };

    /// <summary>Replaces the instruction at <paramref name="from"/> by a call of <paramref name="to"/>.</summary>
    protected static void PatchCall(CodeImage code, ulong from, ulong to)
    {
        if (!BranchReach.Reaches(from, to))
            throw new CannotDispatchException(OutOfReach(from, to)) { OutOfReach = true };

        code.Patch(from, new Instruction { Opcode = Opcode.Bl, Rd = Register.Link, Immediate = (long)to }, $"bl 0x{to:x}");
    }

    /// <summary>The clause that says so.</summary>
    protected static string OutOfReach(ulong from, ulong to) =>
        FormattableString.Invariant($"a BL at 0x{from:x} does not reach 0x{to:x}, {Math.Abs((long)(to - from)) >> 20} MiB away");
}
