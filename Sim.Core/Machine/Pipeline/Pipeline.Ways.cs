using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Pipeline;

/// <content>What the ways of instructions through both pipelines have in common.</content>
public abstract partial class Pipeline
{
    /// <summary>Instructions come that are charged from <paramref name="cycle"/> on.</summary>
    private protected void Begin(long cycle)
    {
        ObjectDisposedException.ThrowIf(Tables.Count == 0, this);
        if ((uint)State.Position >= (uint)Code.Instructions.Length)
            throw new SimBug($"execution from position {State.Position} of {Code.Instructions.Length}");
        _charge = new RegionCharge(Counts, cycle, Fetch.Count);
        Fetch.GoElsewhere();
    }

    /// <summary>
    /// Fetch goes on at <paramref name="step"/>; the instruction before it retired (in order: issued) in <paramref name="cycle"/>. The cycles since
    /// then belong to the region of this one.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void Turn(in Step step, long cycle)
    {
        _charge.Next(step.Region, cycle, Fetch.Count);
        Fetch.Turn(step, ref Caches);
    }

    /// <summary>The last instruction retired (in order: issued) in <paramref name="cycle"/>; the next one is at <paramref name="position"/>.</summary>
    private protected void End(int position, long cycle)
    {
        _charge.End(cycle, Fetch.Count);
        State.Position = position;
    }

    /// <summary>Which cycle's fetch makes the first instruction issue <paramref name="cycles"/> after <paramref name="resolved"/>.</summary>
    protected long RestartAfter(long resolved, int cycles, int issueAfterFrontEnd) =>
        resolved + cycles - issueAfterFrontEnd - Core.FrontEnd.Depth;

    /// <summary>The lowest byte that the load or store at <paramref name="step"/> accesses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected ulong AddressOf<TForm>(in Step step)
        where TForm : struct, IMemoryForm
    {
        ref readonly var i = ref step.Instruction;
        var offset = TForm.IsIndexed ? Registers.At(ref X, i.Rm) << i.Amount : (ulong)i.Immediate;
        return Registers.At(ref X, i.Rn) + offset;
    }

    /// <summary>Loads and atomics: when the data is there, from the cache or from a store in flight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected long DataReady(ulong address, int bytes, long issue, int latency) =>
        Stores.DataReady(address, bytes, issue, Caches.Access(issue, address, bytes, latency));

    /// <summary>What a memory access or branch did enters the trace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Record(ulong word)
    {
        if (KeepsTrace)
            Trace = StateHash.Trace(Trace, word);
    }

    /// <summary>Position of the instruction at <paramref name="step"/>, one of <see cref="Steps"/>.</summary>
    private protected int PositionOf(in Step step) => (int)(Unsafe.ByteOffset(ref Steps[0], ref Unsafe.AsRef(in step)) / Unsafe.SizeOf<Step>());

    /// <summary>The address behind the call at <paramref name="step"/> goes into the link register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void Link(in Step step) => Registers.At(ref X, Register.Link) = step.Address + 4;

    /// <summary>Where the indirect branch <paramref name="step"/> at <paramref name="position"/> goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected (ulong Address, int Position) TargetOf(in Step step, int position)
    {
        var address = Registers.At(ref X, step.Instruction.Rn);
        ref var recent = ref _targets[(nuint)(address >> 2) & (RecentTargets - 1)];
        if (recent.Address != address)
            recent = (address, Branching.TargetOf(address, position, Code));
        return recent;
    }

    /// <summary>Predictors and fetch learn of a branch, which has resolved in <paramref name="resolved"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Redirect(MicroOpKind kind, ulong address, bool taken, ulong target, long resolved, int issueAfterFrontEnd)
    {
        var prediction = Branches.Resolve(kind, address, taken, target);
        if (!prediction.Right)
            FetchAgain(resolved, issueAfterFrontEnd);
        else if (taken)
            Fetch.Taken(prediction.Bubble);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void FetchAgain(long resolved, int issueAfterFrontEnd)
    {
        Counts.BranchMispredicts++;
        Fetch.Restart(RestartAfter(resolved, Core.Branches.MispredictCycles, issueAfterFrontEnd));
    }
}
