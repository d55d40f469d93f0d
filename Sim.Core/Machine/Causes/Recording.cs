using System.Runtime.InteropServices;
using Sim.Core.A64;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Machine.Pipeline;

namespace Sim.Core.Machine.Causes;

/// <summary>What a core executed, instruction by instruction, with all that decides why each was when it was.</summary>
public sealed class Recording
{
    readonly CoreProfile _core;
    readonly GuestMemory _memory;
    readonly MicroOpDecoder _decoder;
    readonly List<RecordedInstruction> _instructions = [];
    readonly Producer[] _producers = new Producer[Register.Count];
    FetchSteps _steps;
    bool _hasSteps;

    /// <summary>A recording of what <paramref name="pipeline"/> will execute.</summary>
    public Recording(Pipeline.Pipeline pipeline)
    {
        (_core, _memory, _decoder) = (pipeline.Core, pipeline.Memory, new MicroOpDecoder(pipeline.Core));
        Array.Fill(_producers, Producer.None);
    }

    /// <summary>Instructions so far.</summary>
    public int Count => _instructions.Count;

    /// <summary>What is to be given to the pipeline.</summary>
    public Recorder Recorder => new(this);

    internal CoreProfile Core => _core;

    internal List<int> Loads { get; } = [];

    internal List<int> Stores { get; } = [];

    /// <summary>Cycle in which an instruction retired; in order: issued.</summary>
    public long RetireOf(int index) => At(index).Retire;

    /// <summary>Address of an instruction.</summary>
    public ulong AddressOf(int index) => At(index).Address;

    /// <summary>Mispredicted branches (0 or 1), misses of L1I and ITLB, and of L1D and DTLB, of an instruction.</summary>
    public (int Mispredicts, int CodeMisses, int DataMisses) EventsOf(int index)
    {
        ref readonly var it = ref At(index);
        return (it.Mispredicted ? 1 : 0, it.L1IMisses + it.ItlbMisses, it.L1DMisses + it.DtlbMisses);
    }

    /// <summary>The cycles of an instruction's stages: fetch, dispatch, issue, completion, retirement (in order: issue).</summary>
    public (long Fetch, long Dispatch, long Issue, long Complete, long Retire) StagesOf(int index)
    {
        ref readonly var it = ref At(index);
        return (it.Fetched, it.Dispatch, it.Issue, it.Complete, it.Retire);
    }

    /// <summary>Cycles since the retirement of the instruction before, without those of an exception in between.</summary>
    public (long Own, long Exception) AdvanceOf(int index)
    {
        var op = At(index - 1).Op;
        var exception = op.IsException ? op.Latency : At(index).StepTaken > 0 ? _core.Ordering.ExceptionEntryCycles : 0;
        return (EndOf(index) - EndOf(index - 1) - exception, exception);
    }

    // A software step is taken when all before it is complete, in order later than the last issue.
    long EndOf(int index) => index + 1 < Count && At(index + 1).StepTaken is > 0 and var taken ? taken : At(index).Retire;

    internal ref readonly RecordedInstruction At(int index) => ref CollectionsMarshal.AsSpan(_instructions)[index];

    internal void Fetched(in FetchSteps steps)
    {
        if (_instructions.Count > 0 && _hasSteps)
            Complete(ref CollectionsMarshal.AsSpan(_instructions)[^1], _steps, steps);
        _instructions.Add(new RecordedInstruction
        {
            Redirected = steps.Redirected,
            StepTaken = steps.StepTaken,
            InLine = steps.InLine,
            Fetched = steps.Fetched,
            L1IMisses = (int)(_hasSteps ? steps.L1IMisses - _steps.L1IMisses : 0),
            ItlbMisses = (int)(_hasSteps ? steps.ItlbMisses - _steps.ItlbMisses : 0),
            LoadsBefore = Loads.Count,
            StoresBefore = Stores.Count,
        });
        (_steps, _hasSteps) = (steps, true);
    }

    internal void Retired(in InstructionTimes times)
    {
        ref var it = ref CollectionsMarshal.AsSpan(_instructions)[^1];
        var instruction = InstructionFetch.At(_memory, times.Address);
        var op = _decoder.Decode(instruction);
        if (times.Kind == MicroOpKind.ExceptionEntry && op.Kind != MicroOpKind.ExceptionEntry)
            op = op with { Kind = times.Kind, Latency = (byte)_core.Ordering.ExceptionEntryCycles };
        (it.RegisterBytes, it.IsIndexed) = (instruction.AccessBytes, instruction.Addressing == A64.Addressing.RegisterOffset);
        it.IsLoadPair = instruction.Opcode is A64.Opcode.Ldp or A64.Opcode.Ldpsw;
        (it.Address, it.Op, it.FrontEnd) = (times.Address, op, times.FrontEnd);
        (it.Dispatch, it.Issue, it.Complete, it.Retire) = (times.Dispatch, times.Issue, times.Complete, times.Retire);
        (it.Source0, it.Source1) = (_producers[op.Source0], _producers[op.Source1]);
        (it.Source2, it.Source3) = (_producers[op.Source2], _producers[op.Source3]);
        var index = _instructions.Count - 1;
        if (op.Kind == MicroOpKind.Move)
        {
            Deliver(op.Result0, it.Source0);
        }
        else
        {
            Deliver(op.Base, new(index, Result.WrittenBack));
            Deliver(op.Result0, new(index, Result.First));
            Deliver(op.Result1, new(index, Result.Second));
        }

        if (op.IsLoad)
            Loads.Add(index);
        if (op.IsStore)
            Stores.Add(index);
    }

    // What happened since its fetch is known when the next one is fetched.
    static void Complete(ref RecordedInstruction it, in FetchSteps before, in FetchSteps after)
    {
        it.Mispredicted = after.Mispredicts > before.Mispredicts;
        it.Drained = after.Drained;
        it.LastSlot = it.Op.MoreSlots + it.Op.BaseSlots > 0 || it.Op.IsLoad || it.Op.IsStore ? Math.Max(it.Issue, after.LastSlot) : it.Issue;
        it.L1DMisses = (int)(after.L1DMisses - before.L1DMisses);
        it.DtlbMisses = (int)(after.DtlbMisses - before.DtlbMisses);
        if (after.Refused > before.Refused)
            (it.RefusedUntil, it.RefusedByRelease) = (after.RefusedUntil, after.RefusedByRelease);
    }

    void Deliver(byte register, Producer producer)
    {
        if (register is not (Register.Discard or Register.None))
            _producers[register] = producer;
    }
}

/// <summary>Listener that writes a <see cref="Recording"/>.</summary>
public readonly struct Recorder(Recording recording) : IPipelineListener
{
    public static bool SeesFetch => true;

    public void Fetched(in FetchSteps steps) => recording.Fetched(steps);

    public void Retired(in InstructionTimes times) => recording.Retired(times);
}
