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

    /// <summary>Instructions come that are charged from <paramref name="cycle"/> on; returns the position of the first.</summary>
    private protected int Begin(long cycle)
    {
        RequireStack();
        var position = PositionOf(State.Pc);
        Origin = State.Pc - (4 * (ulong)position);
        _charge = new RegionCharge(Counts, cycle, Fetch.Count);
        Fetch.LeaveLine();
        return position;
    }

    /// <summary>
    /// Fetch goes on at <paramref name="position"/>, or after it where that is the end of a line; the instruction before it retired (in order:
    /// issued) in <paramref name="cycle"/>. The cycles since then belong to the region of this one.
    /// </summary>
    /// <returns>Its position: nothing was fetched if that is <paramref name="stop"/> and another line than before.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected int EnterLine(int position, int stop, long cycle)
    {
        var address = AddressAt(position);
        _stretchEnd = address + 4;
        if (Steps[(nuint)position].Form == Form.EndOfLine)
        {
            position = NextLine(position);
            if (position == stop)
                return position;
        }

        if (State.StepPhase != StepPhase.Inactive && TakeDueStep(position) is var handler && handler != position)
        {
            (position, address, cycle) = (handler, AddressAt(handler), Now);
            _stretchEnd = address + 4;
            if (position == stop)
                return position;
        }

        if (Steps[(nuint)position].Form == Form.NotDecoded)
            Decode(position);
        ref readonly var step = ref Steps[(nuint)position];
        _charge.Next(step.Region, cycle, Fetch.Count);
        if (_exceptionEnd > cycle)
            ChargeException(cycle);

        // An instruction that is stepped is alone.
        Fetch.EnterLine(address, State.StepPhase == StepPhase.Inactive ? step.Straight : 0, ref Caches);
        _stretchEnd = address + (4 * (ulong)Fetch.Straight);
        return position;
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

    /// <summary>Position of the instruction after the end of a line at <paramref name="position"/>.</summary>
    private protected int NextLine(int position)
    {
        var address = AddressAt(position);
        position = _decoded.After(position, address);
        (Steps, Origin) = (_decoded.Steps, address - (4 * (ulong)position));
        return position;
    }

    /// <summary>Decodes the instruction at <paramref name="position"/>, which comes next.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void Decode(int position)
    {
        _decoded.Decode(position, AddressAt(position));
        Steps = _decoded.Steps;
    }

    /// <summary>The last instruction retired (in order: issued) in <paramref name="cycle"/>; the next one is at <paramref name="position"/>.</summary>
    private protected void End(int position, long cycle)
    {
        _charge.End(cycle, Fetch.Count);
        State.Pc = AddressAt(position);
    }

    /// <summary>Address of <paramref name="position"/>, if it follows the last instruction in its line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected ulong AddressAt(int position) => Origin + (4 * (ulong)position);

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

    /// <summary>Address of <paramref name="step"/>, one of <see cref="Steps"/> and in the line of the last instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected ulong AddressOf(in Step step) => AddressAt((int)(Unsafe.ByteOffset(ref Steps[0], ref Unsafe.AsRef(in step)) / Step.Bytes));

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
    private protected (ulong Address, int Position) TargetOf(byte register, ulong address)
    {
        var target = Registers.At(ref X, register);
        ref var recent = ref RecentAt(target);
        return recent.Address == target ? recent : (target, PositionAfterBranch(target, address));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref (ulong Address, int Position) RecentAt(ulong target) => ref _targets[(nuint)(target >> 2) & (RecentTargets - 1)];

    /// <summary>Position after the rare form at <paramref name="position"/>, whose execution ended with <paramref name="outcome"/>.</summary>
    private protected int PositionAfter(int position, in ExecutionResult outcome) => outcome.Taken ? PositionOf(outcome.Next) : position + 1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    int PositionAfterBranch(ulong target, ulong from)
    {
        Branching.RequireCode(Memory, target, from);
        return PositionOf(target);
    }

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
    protected void Redirect(MicroOpKind kind, ulong address, bool taken, ulong target, int next, long resolved, int issueAfterFrontEnd)
    {
        if (taken)
            Origin = target - (4 * (ulong)next);
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
