using System.Collections.Concurrent;
using Sim.Core.A64;
using Sim.Core.Loads;
using Sim.Core.Machine.Cpu;
using Sim.Core.Runs;

namespace Sim.Tests.Validation.KernelPaths;

/// <summary>One steady call, executed without a pipeline and written down instruction by instruction.</summary>
sealed class RecordedCall
{
    const int CallsBefore = 20;
    const ulong LineBytes = 64;
    const ulong StackBytes = 8 << 10;
    const ulong StackInUse = 512;
    const ulong ImageDataBytes = 1 << 20;

    static readonly ConcurrentDictionary<string, RecordedCall> Calls = new();

    readonly CellSpec _cell;
    readonly ulong _stack;
    readonly (ulong Address, string Name)[] _functions;

    RecordedCall(CellSpec cell)
    {
        _cell = cell;
        Loop = CallLoop.Build(cell);
        _stack = Loop.State.X[Register.Stack];
        _functions = [.. Loop.Code.Symbols.Where(symbol => Loop.Code.Contains(symbol.Value))
            .Select(symbol => (symbol.Value, MeasuredName(symbol.Key))).OrderBy(symbol => symbol.Value)];
        RunToHead(step => { });
        for (var call = 0; call < CallsBefore; call++)
            RunToHead(step => { });
        RunToHead(Steps.Add);
    }

    /// <summary>The call of a measured case; recorded once.</summary>
    public static RecordedCall Of(string kernel, string path) =>
        Calls.GetOrAdd($"{kernel} {path}", _ => new RecordedCall(MeasuredPaths.Cell(kernel, path)));

    public static RecordedCall Of(CellSpec cell) => new(cell);

    public CallLoop Loop { get; }

    public List<Step> Steps { get; } = [];

    public IEnumerable<Access> Accesses => Steps.Where(step => step.Address != 0).Select(AccessOf);

    /// <summary>Instructions by class; 0 for those that do not occur.</summary>
    public IReadOnlyDictionary<string, int> Classes => InstructionClass.All.ToDictionary(
        name => name, name => Steps.Count(step => InstructionClass.Of(step.Instruction.Opcode, step.IsTaken) == name));

    /// <summary>Instructions by function, under the measurement's names.</summary>
    public IReadOnlyDictionary<string, int> Functions =>
        Steps.GroupBy(step => FunctionAt(step.Place)).ToDictionary(group => group.Key, group => group.Count());

    public int CodeLines => Steps.Select(step => step.Place / LineBytes).Distinct().Count();

    /// <summary>Lines of data by where they are: <c>stack</c>, <c>heap</c>, <c>kernel_image_data</c>, <c>module</c>.</summary>
    public IReadOnlyDictionary<string, int> DataLines => Accesses
        .SelectMany(access => new[] { access.Address, access.Address + (ulong)access.Bytes - 1 })
        .Select(address => (Line: address / LineBytes, Place: PlaceOf(address)))
        .Distinct()
        .GroupBy(line => line.Place)
        .ToDictionary(group => group.Key, group => group.Count());

    public string FunctionAt(ulong address) => _functions.Last(function => function.Address <= address).Name;

    void RunToHead(Action<Step> record)
    {
        var stepper = new Stepper(Loop.Memory, Loop.State);
        do
        {
            var (place, instruction) = (Loop.State.Pc, stepper.Next);
            var outcome = stepper.Step();
            record(new Step(place, instruction, outcome.Address, outcome.Taken));
        }
        while (Loop.State.Pc != Loop.Head);
    }

    Access AccessOf(Step step)
    {
        var kind = InstructionClass.Of(step.Instruction.Opcode, false);
        var bytes = step.Instruction.AccessBytes * (kind.EndsWith("_pair", StringComparison.Ordinal) ? 2 : 1);
        return new Access(FunctionAt(step.Place), step.Address, bytes, kind.StartsWith("load", StringComparison.Ordinal));
    }

    string PlaceOf(ulong address)
    {
        var places = _cell.Kernel.Addresses;
        return address - (_stack - StackBytes) < StackBytes + StackInUse ? "stack"
            : address >= places.Data && address - places.Data < ImageDataBytes ? "kernel_image_data"
            : address >= places.LinearMap && address < places.Module ? "heap"
            : "module";
    }

    static string MeasuredName(string symbol) => symbol switch
    {
        "call_loop_head" or "call_loop_end" or "call_loop" => "caller_loop",
        "tracee_relevant_callsite" => "tracee_relevant",
        _ => symbol.StartsWith("tracer_", StringComparison.Ordinal) ? "tracer" : symbol,
    };

    internal readonly record struct Step(ulong Place, Instruction Instruction, ulong Address, bool IsTaken);

    internal readonly record struct Access(string Function, ulong Address, int Bytes, bool IsLoad);
}
