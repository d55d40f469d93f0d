using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Causes;

/// <summary>The critical path of a recording: from the last retirement backwards, always to what arrived last. Its steps sum to the cycles.</summary>
/// <remarks>
/// Every step is checked against the rule that it rests on: the two cycles differ by exactly what the rule says. Of several that arrived last, one is
/// taken: operands before ports, ports before fetch. Shortening what is on no path saves nothing; removing a cause saves its cycles less what another
/// path is then longer than the rest; where other waits move too, because predictors, queues or caches are then met in another state, it may save more.
/// </remarks>
/// <source key="fields-2001"/>
public abstract partial class CriticalPath
{
    readonly Dictionary<(ulong Address, Cause Cause), long> _cycles = [];
    readonly long _start;

    // Cycles between stages that have no cause of their own: they belong to what the way out of the front end, or of the window, turns out to be.
    long _pending;

    // What fetch waited for last on the way, if nothing else is found.
    (int Owner, Cause Cause)? _fetched;

    // What was added last.
    ((ulong Address, Cause Cause) Key, long Cycles) _added;

    // Why a drain is waited for.
    Cause _drainCause;

    private protected CriticalPath(Recording recording, long start) => (Recorded, _start) = (recording, start);

    /// <summary>A stage of an instruction.</summary>
    private protected enum Stage
    {
        Fetch,
        Dispatch,
        Issue,

        /// <summary>Stores: address and data are known.</summary>
        Known,
        Complete,
        Retire,
        Drain,

        /// <summary>The walk is over.</summary>
        End,
    }

    private protected Recording Recorded { get; }

    private protected CoreProfile Core => Recorded.Core;

    /// <summary>The cycle that the walk has come to.</summary>
    private protected long Time { get; private set; }

    /// <summary>From a store's issue to its arrival in the L1D, where nothing delays it.</summary>
    private protected abstract int IssueToDrain { get; }

    /// <summary>The path of the instructions after <paramref name="first"/> up to <paramref name="last"/>: cycles by address and cause.</summary>
    /// <param name="recording">What was executed: also what was before <paramref name="first"/>, where the path's causes may be.</param>
    /// <param name="first">The path begins with this one's retirement (in order: issue).</param>
    /// <param name="last">And ends with this one's.</param>
    public static IReadOnlyDictionary<(ulong Address, Cause Cause), long> Between(Recording recording, int first, int last)
    {
        var start = recording.RetireOf(first);
        CriticalPath path = recording.Core.BackEnd.Window is { } window
            ? new OutOfOrderPath(recording, window, start)
            : new InOrderPath(recording, start);
        path.Walk(last);
        return path._cycles;
    }

    void Walk(int last)
    {
        Time = Recorded.RetireOf(last);
        var at = (Index: last, Stage: Stage.Retire);
        while (at.Stage != Stage.End && (Time > _start || (_pending > 0 && _fetched is null)))
            at = Step(at.Index, at.Stage);
        if (_pending > 0 && _fetched is { } fetch)
            Add(fetch.Owner, fetch.Cause, _pending);
    }

    /// <summary>One step back.</summary>
    private protected abstract (int Index, Stage Stage) Step(int index, Stage stage);

    /// <summary>Goes to a stage that is <paramref name="cycles"/> earlier, which belong to <paramref name="cause"/> at <paramref name="owner"/>.</summary>
    private protected (int Index, Stage Stage) To(int index, Stage stage, long cycles, Cause cause, int owner)
    {
        // A misprediction may cost less than the way from fetch to issue: then fetch goes on before the branch is resolved.
        var own = Back(cycles) + _pending;
        if (own < 0)
        {
            // What was found after it, such as the width of dispatch, hides that much of it: those cycles are counted there already.
            if (_added.Cycles < -own)
                return Lost(owner);
            _cycles[_added.Key] += own;
            own = 0;
        }

        Add(owner, cause, own);
        (_pending, _fetched) = (0, null);
        return (index, stage);
    }

    /// <summary>Goes to an earlier fetch cycle: what is between fetch and retirement is not this cause's yet.</summary>
    (int Index, Stage Stage) Along(int index, long cycles, Cause cause, int owner)
    {
        Add(owner, cause, Back(cycles));
        _fetched = (owner, cause);
        return (index, Stage.Fetch);
    }

    /// <summary>Goes to a stage that is <paramref name="cycles"/> earlier, with no cause of its own.</summary>
    private protected (int Index, Stage Stage) To(int index, Stage stage, long cycles = 0)
    {
        _pending += Back(cycles);
        return (index, stage);
    }

    /// <summary>Goes to the drain of a store, which something waits for because of <paramref name="cause"/>.</summary>
    private protected (int Index, Stage Stage) ToDrain(int store, Cause cause)
    {
        _drainCause = cause;
        return To(store, Stage.Drain);
    }

    /// <summary>No rule explains the cycle of this one.</summary>
    private protected (int Index, Stage Stage) Lost(int owner)
    {
        Add(owner, Cause.Unexplained, Math.Max(Time - _start, 0) + _pending);
        (_pending, Time) = (0, _start);
        return (0, Stage.End);
    }

    /// <summary>The first of an instruction's operands that is there exactly now, if any.</summary>
    private protected (int Index, Stage Stage)? Operand(in RecordedInstruction it, bool withData)
    {
        var isAccess = it.Op.IsLoad || it.Op.IsStore;
        var inOrder = Core.BackEnd.Window is null;
        var earlier = it.IsIndexed && it.Op.Kind == MicroOpKind.Load ? Core.Memory.IndexedBase : 0;
        return From(it.Source0, it.Op.IsLoad || (inOrder && isAccess), earlier) ?? From(it.Source1, inOrder && isAccess) ?? (withData ? From(it.Source2, false) ?? From(it.Source3, false) : null);
    }

    /// <summary>What delivers an operand exactly now, or so many cycles <paramref name="earlier"/>.</summary>
    private protected (int Index, Stage Stage)? From(Producer producer, bool isAddress, int earlier = 0)
    {
        if (producer.Index < 0)
            return null;
        ref readonly var it = ref Recorded.At(producer.Index);
        var extra = isAddress && Core.BackEnd.Window is null && (producer.Part == Result.WrittenBack || it.Op.Kind != MicroOpKind.Load || it.RegisterBytes < 8)
            ? Core.BackEnd.Operations.AddressExtra : 0;
        if (producer.Part == Result.WrittenBack)
            return BaseSlotOf(it) + 1 + extra + earlier == Time ? To(producer.Index, Stage.Issue, Time - it.Issue, Cause.Execute, producer.Index) : null;
        if (extra > 0)
            return it.Complete + extra == Time ? To(producer.Index, Stage.Complete, extra, Cause.Execute, producer.Index) : null;
        var data = producer.Part == Result.First ? DataOf(it, isAddress, earlier) : it.Complete;
        var early = isAddress && producer.Part == Result.First && it.Op.Kind == MicroOpKind.Load && data == it.Issue + Core.Memory.LoadLatency
            ? Core.Memory.LoadLatency - Core.Memory.PointerLatency : 0;
        if (data - early + earlier != Time)
            return null;
        return earlier > 0 ? To(producer.Index, Stage.Complete, earlier, Cause.LoadToUse, producer.Index) : To(producer.Index, Stage.Complete);
    }

    // When the first register is there: of a pair that completes as one from the cache does, as long before as the second follows, or then.
    long DataOf(in RecordedInstruction it, bool isAddress, int earlier)
    {
        var before = it.Complete - SecondOf(it);
        var early = isAddress && before == it.Issue + Core.Memory.LoadLatency ? Core.Memory.LoadLatency - Core.Memory.PointerLatency : 0;
        return before - early + earlier == Time ? before : it.Complete;
    }

    /// <summary>Cycles by which the second register of a load pair may follow the first.</summary>
    private protected int SecondOf(in RecordedInstruction it) => it.IsLoadPair && it.Complete == it.Issue + it.Op.Latency + Core.Memory.PairSecond ? Core.Memory.PairSecond : 0;

    /// <summary>The cycle in which a written-back base is computed.</summary>
    private protected virtual long BaseSlotOf(in RecordedInstruction it) => it.Issue;

    /// <summary>The older divide that keeps the divider until now, if any.</summary>
    private protected (int Index, Stage Stage)? OlderDivide(int i)
    {
        for (var older = i - 1; older >= 0 && i - older <= MostInFlight; older--)
        {
            ref readonly var it = ref Recorded.At(older);
            if (it.Op.Kind == MicroOpKind.Divide && it.Issue + Pipeline.Divider.Interval(Core.BackEnd, (int)(it.Complete - it.Issue)) == Time)
                return To(older, Stage.Issue, Time - it.Issue, Cause.Divide, older);
        }

        return null;
    }

    /// <summary>The youngest older instruction that took the last port free for this one in the cycle before, if any.</summary>
    private protected (int Index, Stage Stage)? OlderOnPort(int i)
    {
        var ports = Recorded.At(i).Op.Ports;
        for (var older = i - 1; older >= 0 && i - older <= MostInFlight; older--)
        {
            ref readonly var it = ref Recorded.At(older);
            if (it.Issue < Time && it.LastSlot >= Time - 1 && (PortsOf(it) & ports) != 0 && it.Op.Kind is not (MicroOpKind.Nothing or MicroOpKind.Move))
                return To(older, Stage.Issue, Time - it.Issue, Cause.Ports, older);
        }

        return null;
    }

    uint PortsOf(in RecordedInstruction it) => it.Op.Ports | (it.Op.BaseSlots > 0 ? Core.BackEnd.PortsOf(PortKinds.Alu) : 0);

    /// <summary>The youngest store before <paramref name="i"/> that reaches the L1D exactly now.</summary>
    private protected (int Index, Stage Stage)? OlderDrain(int i, Cause cause)
    {
        for (var store = Recorded.At(i).StoresBefore - 1; store >= 0 && Recorded.At(Recorded.Stores[store]).Drained >= Time; store--)
        {
            if (Recorded.At(Recorded.Stores[store]).Drained == Time)
                return ToDrain(Recorded.Stores[store], cause);
        }

        return null;
    }

    /// <summary>The youngest older instruction of these kinds that completes exactly now, at the end of what it holds back.</summary>
    private protected (int Index, Stage Stage)? Older(int i, long cycle, Func<MicroOpKind, A64.Ordering, bool> holds)
    {
        for (var older = i - 1; older >= 0 && i - older <= MostInFlight; older--)
        {
            ref readonly var it = ref Recorded.At(older);
            if ((it.Complete == cycle || it.Complete - SecondOf(it) == cycle) && holds(it.Op.Kind, it.Op.Ordering))
                return (older, Stage.Complete);
        }

        return null;
    }

    /// <summary>Instructions that may be between two that depend on each other.</summary>
    private protected const int MostInFlight = 4096;

    /// <summary>Cycle in which a store's address and data are known.</summary>
    private protected abstract long KnownOf(int store);

    /// <summary>From the cycle in which an instruction leaves the front end to its issue at the earliest.</summary>
    private protected abstract int IssueAfterFrontEnd { get; }

    // Goes back so many cycles and returns how many of them count.
    long Back(long cycles)
    {
        var before = Math.Max(Time, _start);
        Time -= cycles;
        return before - Math.Max(Time, _start);
    }

    void Add(int owner, Cause cause, long cycles)
    {
        if (cycles == 0)
            return;
        var key = (Recorded.AddressOf(owner), cause);
        _cycles[key] = _cycles.GetValueOrDefault(key) + cycles;
        _added = (key, cycles);
    }
}
