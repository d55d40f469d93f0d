using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine.Oracle;

/// <summary>A core that goes through its stages cycle by cycle: slow, and written to be compared with the rules of docs/model.md.</summary>
abstract class CycleByCycle
{
    const int Watchdog = 100_000;
    static readonly Comparer<Flight> ByPlace = Comparer<Flight>.Create((one, other) => one.Place - other.Place);
    readonly StoresInFlight _forwarding;
    readonly MissSlots _misses;
    readonly FetchUnit _fetch;
    readonly DrainUnit _drain;

    protected CycleByCycle(CoreProfile core, List<Flight> program)
    {
        (CoreProfile, Program) = (core, program);
        _forwarding = new StoresInFlight(core);
        (Loads, Stores) = ([.. program.Where(flight => flight.IsLoad)], [.. program.Where(flight => flight.IsStore)]);
        _misses = new MissSlots(core.Memory.OutstandingMisses, program);
        Ports = new IssuePorts(core.BackEnd.Ports);
        _fetch = new FetchUnit(core, program, IssueAfterFetch, LeavesBuffer, Finished);
        _drain = new DrainUnit(core, program, _misses, DrainCountsFrom);
    }

    protected CoreProfile CoreProfile { get; }

    protected List<Flight> Program { get; }

    protected List<Flight> Loads { get; }

    protected List<Flight> Stores { get; }

    protected IssuePorts Ports { get; }

    protected long Cycle { get; private set; }

    /// <summary>Place of the oldest instruction that can still matter to others.</summary>
    protected int Oldest { get; private set; }

    /// <summary>Place of the youngest instruction that has issued or been dispatched, plus one.</summary>
    protected abstract int End { get; }

    /// <summary>Times in which an instruction could have issued but for the ports.</summary>
    public int PortConflicts { get; protected set; }

    public static CycleByCycle Create(CoreProfile core, List<Flight> program, Scheduler scheduler) =>
        core.BackEnd.Window is null ? new InOrderCore(core, program) : new OutOfOrderCore(core, program, scheduler);

    /// <summary>Runs the program to its end and returns, by instruction, the cycle of its retirement (in order: of its issue).</summary>
    public IEnumerable<long> Run()
    {
        for (var idle = 0; Finished(Program[^1]) is null; Cycle++)
        {
            var before = End;
            Ports.NewCycle();
            Settle();
            StepBackEnd();
            Settle();
            _fetch.Step(Cycle);

            idle = End > before ? 0 : idle + 1;
            if (idle > Watchdog)
                throw new InvalidOperationException($"nothing moved in {Watchdog} cycles\n{string.Join('\n', Program)}");
        }

        return Program.Select(flight => Finished(flight)!.Value);
    }

    protected abstract int IssueAfterFetch { get; }

    protected abstract long? LeavesBuffer(Flight flight);

    protected abstract long? DrainCountsFrom(Flight store);

    protected abstract long? Finished(Flight flight);

    /// <summary>What an older store has to do before its address and data are known.</summary>
    protected abstract long? KnownAt(Flight store);

    /// <summary>Issues and dispatches.</summary>
    protected abstract void StepBackEnd();

    /// <summary>What a cycle's events make possible in the same cycle; true if something happened.</summary>
    protected abstract bool StepCompletion();

    /// <summary>Lets everything happen that needs no port and no place in the window, until nothing more does in this cycle.</summary>
    protected void Settle()
    {
        bool moves;
        do
        {
            moves = false;
            for (var index = Oldest; index < End; index++)
            {
                if (Program[index] is { Issued: not null, CompleteAt: null })
                    moves |= Execute(Program[index]);
            }

            moves |= StepCompletion();
            moves |= _drain.Step(Cycle);
        }
        while (moves);
        while (Oldest < End && IsOver(Program[Oldest]))
            Oldest++;
    }

    /// <summary>Takes a port for an instruction that is ready otherwise.</summary>
    protected bool TryIssue(Flight flight)
    {
        if (!Ports.TryTake(flight.Ports))
        {
            PortConflicts++;
            return false;
        }

        flight.Issued = flight.LastSlot = Cycle;
        flight.TakenSlots = 1;
        if (flight.IsLoad)
            flight.Supplies = _forwarding.Of(flight, [.. Older(flight)]);
        return true;
    }

    /// <summary>What is older and not over in all respects.</summary>
    protected IEnumerable<Flight> Older(Flight flight)
    {
        for (var index = Oldest; index < flight.Place; index++)
            yield return Program[index];
    }

    /// <summary>The instruction of a sort that is so many of them before, or null.</summary>
    protected static Flight? Before(Flight flight, int entries, List<Flight> sort)
    {
        var number = sort.BinarySearch(flight, ByPlace);
        return number < entries ? null : sort[number - entries];
    }

    protected bool IsReady(IReadOnlyList<Awaited> values, bool isPointer, int earlier = 0)
    {
        var gain = isPointer ? CoreProfile.Memory.LoadLatency - CoreProfile.Memory.PointerLatency : 0;
        foreach (var value in values)
        {
            if (!(value.ReadyAt(gain, CoreProfile.Memory.LoadLatency) + earlier <= Cycle))
                return false;
        }

        return true;
    }

    protected long? LatestOperand(Flight flight)
    {
        var ready = flight.Operands.Select(value => value.ReadyAt(0, CoreProfile.Memory.LoadLatency)).ToList();
        return ready.Contains(null) ? null : ready.Max() ?? 0;
    }

    /// <summary>Base and index; only the base of a load or atomic has the short path.</summary>
    protected virtual bool AddressIsReady(Flight flight) => IsReady(flight.Index, false)
        && IsReady(flight.Base, flight.IsLoad, flight.Kind == MicroOpKind.Load && flight.Instruction.Addressing == Addressing.RegisterOffset ? CoreProfile.Memory.IndexedBase : 0);

    /// <summary>True if an older acquire or DMB does not let this access issue yet.</summary>
    protected bool IsHeld(Flight flight) => flight.Access is not null && Older(flight).Any(older =>
        (older.IsAcquire && !(older.DataAt <= Cycle)) || (older.Kind == MicroOpKind.AccessBarrier && !(older.CompleteAt <= Cycle)));

    /// <summary>True while the divide before this one is at work, or keeps the divider.</summary>
    protected bool DividerIsBusy(Flight flight) => flight.Kind == MicroOpKind.Divide
        && Older(flight).LastOrDefault(older => older.Kind == MicroOpKind.Divide) is { } before && !(EndOfDivide(before) <= Cycle);

    long? EndOfDivide(Flight divide) => CoreProfile.BackEnd.Operations.DivideInterval is var interval and > 0 && interval < divide.Latency
        ? divide.Issued + interval : divide.Issued + divide.Latency;

    /// <summary>True while a DSB before this one lets nothing past that would issue in <paramref name="issue"/>.</summary>
    protected bool WaitsForDsb(Flight flight, long issue) =>
        Older(flight).Any(older => older.Kind == MicroOpKind.CompletionBarrier && !(older.CompleteAt <= issue));

    bool IsOver(Flight flight) =>
        flight.CompleteAt <= Cycle && Finished(flight) is not null && (!flight.IsStore || flight.Drained is not null);

    bool Execute(Flight flight)
    {
        switch (flight.Kind)
        {
            case MicroOpKind.Load or MicroOpKind.Atomic:
                if (flight.Access!.EndsAt is null)
                    _misses.Start(flight.Access, Cycle);
                if (flight.Access.EndsAt is { } fromCache && _forwarding.DataAt(flight, KnownAt) is { } fromStores)
                {
                    flight.DataAt = Math.Max(fromCache, fromStores);
                    flight.CompleteAt = flight.Instruction.Opcode is Opcode.Ldp or Opcode.Ldpsw
                        ? Math.Max(flight.DataAt.Value, flight.Issued!.Value + flight.Access.HitCycles + CoreProfile.Memory.PairSecond) : flight.DataAt;
                }

                break;
            case MicroOpKind.Store:
                flight.CompleteAt = KnownAt(flight) + 1;
                break;
            case MicroOpKind.AccessBarrier or MicroOpKind.CompletionBarrier or MicroOpKind.Resynchronise
                or MicroOpKind.ExceptionEntry or MicroOpKind.ExceptionReturn:
                break; // Their ends depend on the kind of core.
            default:
                flight.CompleteAt = flight.Issued + flight.Latency;
                break;
        }

        return flight.CompleteAt is not null;
    }
}
