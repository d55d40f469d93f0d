using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Pipeline;

/// <content>What the ways of instructions through both pipelines have in common.</content>
public abstract partial class Pipeline
{
    // Address after the stretch of code that fetch entered last.
    ulong _stretchEnd;

    // No virtual call, for methods that are generic and virtual cannot be compiled before a program starts.
    void Execute<TListener, TLimit>(int stop, TLimit limit, ref TListener listener)
        where TListener : struct, IPipelineListener
        where TLimit : struct, ICycleLimit
    {
        if (this is OutOfOrder outOfOrder)
            outOfOrder.Execute(stop, limit, ref listener);
        else if (this is InOrder inOrder)
            inOrder.Execute(stop, limit, ref listener);
        else
            ((Untimed)this).Execute(stop, limit);
    }

    /// <summary>Instructions come that are charged from <paramref name="cycle"/> on; returns the first.</summary>
    private protected ref readonly Step Begin(long cycle)
    {
        RequireStack();
        ref readonly var step = ref StepAt(State.Pc);
        Reach(step, State.Pc);
        _charge = new RegionCharge(Counts, cycle, Fetch.Count);
        Fetch.LeaveLine();
        return ref step;
    }

    /// <summary>
    /// Fetch goes on at <paramref name="step"/>, or after it where that is the end of a line; the instruction before it retired (in order:
    /// issued) in <paramref name="cycle"/>. The cycles since then belong to the region of this one.
    /// </summary>
    /// <returns>The instruction: it was not fetched if it is at <paramref name="stop"/> and not where <paramref name="from"/> was.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected ref readonly Step EnterLine(in Step from, int stop, long cycle)
    {
        ref readonly var step = ref from;
        var address = AddressOf(step);
        _stretchEnd = address + 4;
        if (step.Form == Form.EndOfLine)
        {
            step = ref NextLine(step);
            if (IsAt(step, stop))
                return ref step;
        }

        if (State.StepPhase != StepPhase.Inactive)
        {
            ref readonly var handler = ref TakeDueStep(step);
            if (!Unsafe.AreSame(in handler, in step))
            {
                step = ref handler;
                (address, cycle) = (AddressOf(step), Now);
                _stretchEnd = address + 4;
                if (IsAt(step, stop))
                    return ref step;
            }
        }

        if (step.Form == Form.NotDecoded)
            step = ref Decode(step);
        _charge.Next(step.Region, cycle, Fetch.Count);
        if (_exceptionEnd > cycle)
            ChargeException(cycle);

        // The loop looks for its stop only where fetch turns. An instruction that is stepped is alone.
        var straight = State.StepPhase == StepPhase.Inactive ? step.Straight : 0u;
        Fetch.EnterLine(address, (int)Math.Min(straight, (uint)(stop - PositionOf(step) - 1)), ref Caches);
        _stretchEnd = address + (4 * (ulong)Fetch.Straight);
        return ref step;
    }

    /// <summary>For listeners: how fetch came to the instruction that was fetched last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected FetchSteps StepsOf(long redirected, long inLine)
    {
        var step = _stepBefore.Taken > 0 && _stepBefore.Redirected >= redirected ? _stepBefore : (Taken: 0, Redirected: redirected);
        _stepBefore = default;
        return new(
            step.Redirected, step.Taken, inLine, Fetch.Cycle, Caches.L1IMisses, Caches.ItlbMisses, Caches.L1DMisses,
            Caches.DtlbMisses, Counts.BranchMispredicts, Stores.Failures, Stores.RefusedUntil, Stores.RefusedByRelease, Drain.Last, LastSlot);
    }

    /// <summary>The instruction after <paramref name="end"/>, the end of a line.</summary>
    private protected ref readonly Step NextLine(in Step end)
    {
        var address = AddressOf(end);
        var position = _decoded.After(PositionOf(end), address);
        Steps = _decoded.Steps;
        ref readonly var step = ref Steps[(nuint)position];
        Reach(step, address);
        return ref step;
    }

    /// <summary>Decodes <paramref name="step"/>, which comes next, and returns it: it may have moved.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected ref readonly Step Decode(in Step step)
    {
        var (position, address) = (PositionOf(step), AddressOf(step));
        _decoded.Decode(position, address);
        Steps = _decoded.Steps;
        Reach(Steps[(nuint)position], address);
        return ref Steps[(nuint)position];
    }

    /// <summary>The last instruction retired (in order: issued) in <paramref name="cycle"/>; the next one is <paramref name="next"/>.</summary>
    private protected void End(in Step next, long cycle)
    {
        _charge.End(cycle, Fetch.Count);
        State.Pc = AddressOf(next);
    }

    /// <summary><paramref name="step"/>, one of <see cref="Steps"/>, which are at their address as long as anything refers to them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected static unsafe ref readonly Step Pinned(scoped in Step step) => ref *(Step*)Unsafe.AsPointer(ref Unsafe.AsRef(in step));

    /// <summary>True if <paramref name="step"/> has <paramref name="position"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected bool IsAt(in Step step, int position) => Unsafe.AreSame(in step, in Steps[(nuint)position]);

    /// <summary>Position of <paramref name="step"/>, one of <see cref="Steps"/>.</summary>
    int PositionOf(in Step step) => (int)(Unsafe.ByteOffset(ref Steps[0], ref Unsafe.AsRef(in step)) / Step.Bytes);

    /// <summary>Address of <paramref name="step"/>, which is in the line that fetch is in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected unsafe ulong AddressOf(in Step step) => _origin + (ulong)((nuint)Unsafe.AsPointer(ref Unsafe.AsRef(in step)) / (Step.Bytes / 4));

    /// <summary>Fetch goes on at <paramref name="step"/>, whose address is <paramref name="address"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected unsafe void Reach(in Step step, ulong address) => _origin = address - (ulong)((nuint)Unsafe.AsPointer(ref Unsafe.AsRef(in step)) / (Step.Bytes / 4));

    /// <summary>Which cycle's fetch makes the first instruction issue <paramref name="cycles"/> after <paramref name="resolved"/>.</summary>
    protected long RestartAfter(long resolved, int cycles, int issueAfterFrontEnd) =>
        resolved + cycles - issueAfterFrontEnd - Core.FrontEnd.Depth;

    /// <summary>The lowest byte that the load or store <paramref name="i"/> accesses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected ulong AccessOf<TForm>(in Instruction i)
        where TForm : struct, IMemoryForm
    {
        var offset = TForm.IsIndexed ? Registers.At(ref X, i.Rm) << i.Amount : (ulong)i.Immediate;
        return Registers.At(ref X, i.Rn) + offset;
    }

    /// <summary>Loads and atomics: when the data is there, from the cache or from a store in flight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected long DataReady(ulong address, int bytes, long issue, int latency) =>
        Stores.DataReady(address, bytes, issue, Caches.Access(issue, address, bytes, latency));

    /// <summary>Cycles that a load of several blocks takes longer; <paramref name="registerBytes"/>: those of one register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected int SplitCycles(ulong address, int registerBytes) => address % (uint)registerBytes == 0 ? 0 : _splitLatency;

    /// <summary>What a memory access or branch did enters the trace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Record(ulong word)
    {
        if (KeepsPathHash)
            PathHash = StateHash.Extend(PathHash, word);
    }

    /// <summary>To be called before a rare form: what decides enters the trace, if it is watched.</summary>
    private protected void RecordDecision(in Instruction i, ulong address)
    {
        if (!_decoded.IsWatched(i, address))
            return;
        Record(State.X[i.Rn]);
        Record(State.X[i.Rm]);
        Record(State.X[Register.Flags]);
    }

    /// <summary>Micro-operation of the rare form at <paramref name="step"/>.</summary>
    private protected ref readonly MicroOp OpOf(in Step step) => ref _decoded.OpOf(step);

    /// <summary>The address after the call at <paramref name="address"/> goes into the link register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void Link(ulong address) => Registers.At(ref X, Register.Link) = address + 4;

    /// <summary>Decodes again what an instruction told the core that may have changed.</summary>
    /// <param name="opcode">Its opcode.</param>
    /// <param name="value">Its first register: an address, of TLBI a page number in bits 0 to 43.</param>
    private protected void MaintainCode(Opcode opcode, ulong value)
    {
        CodeMaintenance.Apply(_decoded, opcode, value);
        RequireStack();
    }

    /// <summary>The instruction that was fetched last, or that could not be.</summary>
    ulong LastFetched => _stretchEnd - (4 * ((ulong)Fetch.Straight + 1));

    // Once per rare form and per run: the commonest forms leave the stack pointer a multiple of 16.
    void RequireStack()
    {
        if (!StackAlignment.Holds(State))
            _decoded.CheckStack();
    }

    /// <summary>Where the indirect branch at <paramref name="address"/> to the register <paramref name="register"/> goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected ref readonly Step TargetOf(byte register, ulong address, out ulong target)
    {
        target = Registers.At(ref X, register);
        ref var recent = ref RecentAt(target);
        return ref Steps[(nuint)(recent.Address == target ? recent.Position : PositionAfterBranch(target, address))];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref (ulong Address, int Position) RecentAt(ulong target) => ref _targets[(nuint)(target >> 2) & (RecentTargets - 1)];

    /// <summary>What comes after the rare form <paramref name="step"/>, whose execution ended with <paramref name="outcome"/>.</summary>
    private protected ref readonly Step After(in Step step, scoped in ExecutionResult outcome) =>
        ref outcome.Taken ? ref StepAt(outcome.Next) : ref FormStages.Next(step);

    [MethodImpl(MethodImplOptions.NoInlining)]
    int PositionAfterBranch(ulong target, ulong from)
    {
        Branching.RequireCode(Memory, target, from);
        return PositionOf(target);
    }

    ref readonly Step StepAt(ulong address) => ref Steps[(nuint)PositionOf(address)];

    int PositionOf(ulong address)
    {
        ref var recent = ref RecentAt(address);
        if (recent.Address != address)
        {
            recent = (address, _decoded.PositionOf(address));
            Steps = _decoded.Steps;
        }

        return recent.Position;
    }

    /// <summary>Predictors and fetch learn of a branch, which has resolved in <paramref name="resolved"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void Redirect(MicroOpKind kind, ulong address, bool taken, ulong target, in Step next, long resolved, int issueAfterFrontEnd)
    {
        if (taken)
            Reach(next, target);
        var prediction = Branches.Resolve(kind, address, taken, target);
        if (!prediction.Right)
            FetchAgain(resolved, issueAfterFrontEnd);
        else if (taken)
            Fetch.Taken(BubbleOf(kind, prediction.Bubble));
    }

    // Empty fetch cycles before the target of a foreseen branch: those of the BTB, and what its kind adds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int BubbleOf(MicroOpKind kind, int known) => kind switch
    {
        MicroOpKind.IndirectCall => known + _indirectCallBubble,
        MicroOpKind.Indirect => known + _indirectBubble,
        MicroOpKind.Return => Math.Max(known, _returnBubble),
        _ => known,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    void FetchAgain(long resolved, int issueAfterFrontEnd)
    {
        Counts.BranchMispredicts++;
        Fetch.Restart(RestartAfter(resolved, Core.Branches.MispredictCycles, issueAfterFrontEnd));
    }
}
