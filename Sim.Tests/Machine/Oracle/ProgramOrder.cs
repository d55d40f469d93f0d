using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Branches;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Pipeline;

namespace Sim.Tests.Machine.Oracle;

/// <summary>Executes a program without any timing: what runs, what waits for what, and what caches and predictors answer.</summary>
sealed class ProgramOrder(CoreProfile core)
{
    readonly CacheOutcomes _caches = new(core);
    readonly Awaited?[] _writers = new Awaited?[Register.Count];
    readonly List<Flight> _flights = [];
    BranchUnit _branches = new(core.Branches);
    int _misses;

    /// <summary>Every instruction up to the end of code.</summary>
    /// <param name="start">A program at its start; it ends where its first piece of code ends.</param>
    public List<Flight> Of(Start start)
    {
        var (code, state, memory) = start;
        while (state.Pc != start.End)
        {
            var address = state.Pc;
            var stepper = new Stepper(memory, state);
            var flight = Enter(stepper.Next, code.TextAt(address), state);
            flight.BeginsLine = _caches.BeginsLine(address);
            flight.FetchDelay = _caches.Fetch(address);
            var outcome = stepper.Step();
            (flight.Next, flight.Taken) = (outcome.Next, outcome.Taken);
            if (flight.IsBranch)
                flight.Prediction = _branches.Resolve(flight.Kind, address, outcome.Taken, outcome.Next);
            if (flight.IsLoad || flight.IsStore)
                Look(flight, outcome.Address);
        }

        return _flights;
    }

    Flight Enter(Instruction instruction, string text, ArchitecturalState state)
    {
        var kind = Kinds.Of(instruction, core);
        var accesses = kind is MicroOpKind.Load or MicroOpKind.Store or MicroOpKind.Atomic;
        var flight = new Flight
        {
            Place = _flights.Count,
            Instruction = instruction,
            Text = text,
            Kind = kind,
            Ports = Kinds.PortsOf(instruction, kind, core.BackEnd.Ports, core.BackEnd.Operations),
            Latency = kind == MicroOpKind.Divide ? Costs.OfDivide(instruction, state, core.BackEnd) : Costs.LatencyOf(instruction, core.BackEnd),
            Slots = Costs.SlotsOf(instruction, core.BackEnd.Operations),
            BaseSlots = kind == MicroOpKind.Store && core.BackEnd.Window is not null && instruction.Addressing is Addressing.PreIndex or Addressing.PostIndex
                ? core.BackEnd.Operations.StoreWriteBackSlots : 0,
            Base = accesses ? Awaiting([instruction.Rn]) : [],
            Index = accesses && (instruction.Addressing == Addressing.RegisterOffset || instruction.Opcode is Opcode.LdStructures or Opcode.StStructures) ? Awaiting([instruction.Rm]) : [],
            Operands = kind is MicroOpKind.Nothing ? [] : Awaiting(Registers.OperandsOf(instruction)),
        };
        _flights.Add(flight);

        // An eliminated move delivers what its source delivers; pointer authentication leaves the link register as it is.
        if (kind == MicroOpKind.Move)
            _writers[instruction.Rd] = instruction.Rm == Register.Zero ? null : _writers[instruction.Rm];
        else if (kind != MicroOpKind.Nothing)
            Write(flight);
        return flight;
    }

    void Write(Flight flight)
    {
        foreach (var (register, part) in Registers.ResultsOf(flight.Instruction))
            _writers[register] = new Awaited(flight, part);
    }

    List<Awaited> Awaiting(IEnumerable<byte> registers) =>
        [.. registers.Where(register => register != Register.Zero).Select(register => _writers[register]).OfType<Awaited>()];

    void Look(Flight flight, ulong address)
    {
        var i = flight.Instruction;
        var bytes = i.Opcode is Opcode.Ldp or Opcode.Ldpsw or Opcode.Stp or Opcode.LdpVector or Opcode.StpVector ? 2 * i.AccessBytes
            : i.Opcode is Opcode.LdStructures or Opcode.StStructures ? (i.Amount & 7) * i.AccessBytes : i.AccessBytes;
        var hitCycles = flight.Kind switch
        {
            MicroOpKind.Store => 0,
            MicroOpKind.Atomic => core.Ordering.AtomicCycles,
            _ when i.Opcode is Opcode.Ldar or Opcode.Ldapr or Opcode.Ldaxr => core.Ordering.LoadAcquireCycles,
            _ => core.Memory.LoadLatency,
        };
        if (flight.Kind == MicroOpKind.Load)
            hitCycles += Costs.Split(flight, address, bytes, core.BackEnd.Operations);
        flight.Slots = Math.Max(flight.Slots, flight.Kind switch
        {
            MicroOpKind.Load => Costs.BlocksOf(address, bytes, core.BackEnd.Operations.LoadBlockBytes),
            MicroOpKind.Store => Costs.BlocksOf(address, bytes, core.BackEnd.Operations.StoreBlockBytes),
            _ => 1,
        });
        var access = new Access(address, bytes, hitCycles, _caches.Data(address, bytes, hitCycles)) { MissNumber = _misses };
        if (access.IsMiss)
            _misses++;
        flight.Access = access;
    }
}
