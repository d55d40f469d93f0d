using Sim.Core.A64;
using Sim.Core.Machine.Branches;
using Sim.Core.Machine.Caches;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Pipeline;

/// <summary>A core at work: executes instructions and gives each, in program order, the cycles of its stages.</summary>
/// <remarks>
/// One pass, no cycle loop: an instruction's times follow from those of the instructions before it (Loh's time-stamping). Caches and
/// predictors are updated in program order; wrong paths are not executed. docs/model.md derives each rule.
/// </remarks>
public abstract partial class Pipeline : IDisposable
{
    // Where other work is: far from any address of a simulated program.
    const ulong OtherData = 0x4000_0000_0000;
    const ulong OtherCode = 0x5000_0000_0000;

    const int RecentTargets = 256;

    // The parts are structs: their state is after that of the core, a fixed distance away.
    private protected FetchStage Fetch;
    private protected StoreQueue Stores;
    private protected DrainStage Drain;
    private protected MemoryHierarchy Caches;
    private protected BranchUnit Branches;

    // Decoded instructions by position. They move only when one more has a position.
    private protected PinnedArray<Step> Steps;

    // What is added to the place of an instruction in the host's memory, scaled, to have its address: the same for all of a line.
    ulong _origin;

    // What one slot of a port reads or writes, and what more than one costs a load that is not aligned.
    private protected readonly AccessBlocks LoadBlocks, StoreBlocks;
    readonly int _splitLatency;

    // The cycle of the last slot of the last instruction that took several.
    private protected long LastSlot;

    readonly Uncore _uncore;
    readonly int _indirectCallBubble, _indirectBubble, _returnBubble;
    readonly DecodedCode _decoded;
    readonly PinnedArray<ulong> _x;
    RegionCharge _charge;

    // Where indirect branches went last, by address.
    readonly PinnedArray<(ulong Address, int Position)> _targets = PinnedArrays.Take<(ulong Address, int Position)>(RecentTargets);

    // Whether the last run ended at its stop: then the next one begins a new trace, and its cycles count from then on.
    bool _stopped = true;
    long _begin;

    /// <param name="core">The core's parameters.</param>
    /// <param name="regions">Whom its cycles are charged to.</param>
    /// <param name="uncore">Memory, which it fetches, loads and stores, and the caches that it shares.</param>
    /// <param name="state">Registers, and where it begins.</param>
    protected Pipeline(CoreProfile core, RegionMap regions, Uncore uncore, ArchitecturalState state)
    {
        (Core, Regions, _uncore, Memory, State) = (core, regions, uncore, uncore.Memory, state);
        uncore.Join();
        _x = state.Registers;

        // No branch goes to place 0 for this address: place 0 knows nothing yet, not even of address 0.
        _targets[0].Address = 4;
        _decoded = new DecodedCode(core, regions, Memory);
        Steps = _decoded.Steps;
        (LoadLatency, PointerGain) = (core.Memory.LoadLatency, core.Memory.LoadLatency - core.Memory.PointerLatency);
        Caches = new MemoryHierarchy(core, uncore);
        Branches = new BranchUnit(core.Branches);
        (LoadBlocks, StoreBlocks) = (new(core.BackEnd.Operations.LoadBlockBytes), new(core.BackEnd.Operations.StoreBlockBytes));
        _splitLatency = core.BackEnd.Operations.SplitLatency;
        (_indirectCallBubble, _indirectBubble, _returnBubble) =
            (core.Branches.IndirectCallBubble, core.Branches.IndirectBubble, core.Branches.ReturnBubble);
        Tables = [.. Caches.Tables, .. uncore.Tables, .. Branches.Tables];
        Fetch = new FetchStage(core);

        // Out of order, a store retires a cycle after its issue at the earliest, and drains from then on.
        var issueToDrain = core.BackEnd.DrainCycles + (core.BackEnd.Window is null ? 0 : 1);
        Stores = new StoreQueue(core.Forwarding, core.BackEnd.StoreQueueEntries, core.Memory.L1D.LineBytes, issueToDrain, core.Ordering.AtomicChainCycles);
        Drain = new DrainStage(core);
        Counts = new CoreCounts(regions.Names.Count);
    }

    /// <summary>The pipeline that <paramref name="core"/> has, alone with <paramref name="memory"/>.</summary>
    public static Pipeline Create(CoreProfile core, RegionMap regions, GuestMemory memory, ArchitecturalState state) =>
        Create(core, regions, new Uncore(core, memory), state);

    /// <summary>The pipeline that <paramref name="core"/> has, one of those that share <paramref name="uncore"/>.</summary>
    public static Pipeline Create(CoreProfile core, RegionMap regions, Uncore uncore, ArchitecturalState state) =>
        core.BackEnd.Window is { } window ? new OutOfOrder(core, window, regions, uncore, state) : new InOrder(core, regions, uncore, state);

    /// <summary>Lets the instruction at <paramref name="address"/> take a cycle less from issue to result, before anything is executed.</summary>
    public void Shorten(ulong address) => _decoded.Shortened = address;

    /// <summary>
    /// Lets <see cref="PathHash"/> have the operands of what decides at <paramref name="addresses"/>, before anything is executed: comparisons, branches on
    /// registers, divides, shifts and masks. What it has otherwise, that they went the same way, does not tell that they will again.
    /// </summary>
    public void Watch(IEnumerable<ulong> addresses) => _decoded.Watched = addresses.ToHashSet();

    /// <summary>What was counted since the start.</summary>
    public CoreCounts Counts { get; }

    /// <summary>Cycles of its own after which a run that has not come to its stop faults; those of others do not count.</summary>
    public long MostCycles { get; set; } = long.MaxValue;

    /// <summary>Whether <see cref="PathHash"/> is kept; it need not be where nothing compares it.</summary>
    public bool KeepsPathHash { get; set; }

    /// <summary>
    /// Hash of the instructions executed since a run last began at its <c>stop</c>, in order, with the addresses that they accessed: a run
    /// that a cycle limit ended is continued by the next one.
    /// </summary>
    public ulong PathHash { get; protected set; }

    /// <summary>Cycle in which the last instruction retired; in order: issued.</summary>
    public abstract long Now { get; }

    /// <summary>All big tables whose contents influence the future.</summary>
    public IReadOnlyList<StateTable> Tables { get; private set; }

    /// <summary>Its parameters.</summary>
    public CoreProfile Core { get; }

    protected RegionMap Regions { get; }

    /// <summary>What it fetches, loads and stores.</summary>
    public GuestMemory Memory { get; }

    protected ArchitecturalState State { get; }

    // The first of the registers.
    private protected ref ulong X => ref _x[0];

    protected int LoadLatency { get; }

    // How much earlier what an L1D hit loads is there as an address.
    protected int PointerGain { get; }

    /// <summary>Executes at least one instruction, and then until the next one is at address <paramref name="stop"/>.</summary>
    /// <exception cref="GuestFault">The program did what it must not.</exception>
    public void RunUntil(ulong stop) => RunUntil(stop, long.MaxValue);

    /// <summary>
    /// Executes at least one instruction, and then until the next one is at address <paramref name="stop"/>, or until
    /// <see cref="Now"/> has reached <paramref name="cycleLimit"/>. True: it is at <paramref name="stop"/>.
    /// </summary>
    /// <exception cref="GuestFault">The program did what it must not.</exception>
    public bool RunUntil(ulong stop, long cycleLimit)
    {
        var nobody = default(NoListener);
        return RunUntil(stop, cycleLimit, ref nobody);
    }

    /// <summary>As <see cref="RunUntil(ulong, long)"/>, and <paramref name="listener"/> is told of every instruction.</summary>
    public bool RunUntil<TListener>(ulong stop, long cycleLimit, ref TListener listener)
        where TListener : struct, IPipelineListener
    {
        ObjectDisposedException.ThrowIf(Tables.Count == 0, this);
        if (_stopped)
            (PathHash, _begin) = (0, OwnCycles);
        var (end, last) = (PositionOf(stop), LastCycle);
        cycleLimit = Math.Min(cycleLimit, last);

        try
        {
            if (cycleLimit == long.MaxValue)
                Execute(end, default(NoCycleLimit), ref listener);
            else
                Execute(end, new CycleLimit(cycleLimit), ref listener);
        }
        catch (GuestFault fault) when (this is not Untimed)
        {
            fault.At = LastFetched;
            throw;
        }

        Counts.Cycles = Now;
        Counts.ReadMisses(Caches, Stores.Failures);
        _stopped = State.Pc == stop;
        return _stopped || Now < last ? _stopped : throw new GuestFault(FormattableString.Invariant($"it has not come back after {MostCycles:N0} cycles"));
    }

    /// <summary>
    /// Others have the core until <paramref name="cycle"/>: nothing retires (in order: issues) before it, and what follows is fetched from then
    /// on, as after the return from an exception. The cycles in between are charged to no region. Nothing happens if it has passed.
    /// </summary>
    public void AdvanceTo(long cycle)
    {
        if (cycle <= Now)
            return;
        Counts.OthersCycles += cycle - Now;
        Fetch.Restart(cycle);
        Skip(cycle);
        Counts.Cycles = Now;
    }

    /// <summary>
    /// Waits until everything in flight is done, as after a barrier for completion, and begins anew: what follows is fetched from then on. The
    /// wait is charged to the region of the next instruction.
    /// </summary>
    public void Settle()
    {
        var cycle = Math.Max(Now, LastInFlight);
        Counts.Wait(Regions.At(State.Pc).Region, cycle - Now);
        Fetch.Restart(cycle);
        Skip(cycle);
        Counts.Cycles = Now;
    }

    /// <summary>
    /// Appends everything besides <see cref="Tables"/> that influences the future, with times relative to the present: the issue of the last
    /// instruction in order, its dispatch out of order. A time is only ever compared with younger ones, and the later of the two counts: those that
    /// cannot be the later one any more are clipped, so that they count as equal. What makes each clip safe is said beside it.
    /// <see cref="PathHash"/> represents the architectural state.
    /// </summary>
    public abstract void AppendState(List<long> state);

    /// <summary>Gives the tables back for other cores. What was counted stays.</summary>
    public void Dispose()
    {
        foreach (var table in Tables.Except(_uncore.Tables))
            table.GiveBack();
        if (Tables.Count > 0)
        {
            _uncore.Leave();
            _decoded.Dispose();
            GiveBack();
        }

        Tables = [];
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives all other memory back that is taken from core to core.</summary>
    private protected virtual void GiveBack()
    {
        Fetch.GiveBack();
        Caches.GiveBack();
        Branches.GiveBack();
        Stores.GiveBack();
        _targets.GiveBack();
    }

    /// <summary>Empties <paramref name="parts"/>, in no time.</summary>
    public void Flush(ColdParts parts)
    {
        ObjectDisposedException.ThrowIf(Tables.Count == 0, this);
        Caches.Flush(parts);
        Fetch.Flush();
        if ((parts & ColdParts.Predictors) != 0)
            Branches.Flush();
    }

    /// <summary>Other work uses <paramref name="lines"/> lines of data, lines of code and branches, in no time; always the same ones.</summary>
    public void Pollute(int lines)
    {
        ObjectDisposedException.ThrowIf(Tables.Count == 0, this);
        Caches.Pollute(lines, OtherData, OtherCode);
        Branches.Pollute(lines, OtherCode);
        Fetch.Flush();
    }

    long OwnCycles => Now - Counts.OthersCycles;

    long LastCycle => MostCycles == long.MaxValue ? long.MaxValue : _begin + MostCycles + Counts.OthersCycles;

    /// <summary>Cycle in which the last instruction that has begun has an effect.</summary>
    protected abstract long LastInFlight { get; }

    /// <summary><see cref="Now"/> becomes <paramref name="cycle"/>.</summary>
    protected abstract void Skip(long cycle);

    /// <summary>Appends the state of the parts that all pipelines have.</summary>
    protected void AppendState(long now, List<long> state)
    {
        state.Add((long)PathHash);
        Fetch.AppendState(now, state);
        Drain.AppendState(now, state);
        Caches.AppendState(now, state);
        Stores.AppendState(now, state);
        Branches.AppendState(state);
        AppendExceptionState(now, state);
        AppendCounterState(state);
    }

    // An instruction waits for the latest of these and of its own fetch, dispatch or issue, none of which comes before now.

    /// <summary>Appends cycles of registers or units; those that have passed count as equal.</summary>
    protected static void AppendAfter(long now, ReadOnlySpan<long> cycles, List<long> state)
    {
        foreach (var cycle in cycles)
            state.Add(Math.Max(cycle - now, 0));
    }
}
