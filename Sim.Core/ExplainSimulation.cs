using Sim.Core.Kernel.Image;
using Sim.Core.Loads;
using Sim.Core.Loads.Captured;
using Sim.Core.Loads.Checking;
using Sim.Core.Loads.Population;
using Sim.Core.Machine;
using Sim.Core.Machine.Causes;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Machine.SteadyState;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;

namespace Sim.Core;

/// <summary>Why the calls of a cell take as long as they do: the same calls as <see cref="Simulation.Run"/>, recorded instruction by instruction.</summary>
public sealed class ExplainSimulation
{
    /// <summary>Instructions that a pipeline viewer is given at most: those of whole calls, unless the first call is longer.</summary>
    public const int MostStaged = 200_000;

    // Recorded before the first explained call, for what it waits for: more than any core has in flight.
    const int InstructionsBefore = 4096;

    // Some 200 bytes each.
    const int MostInstructions = 2_000_000;

    // A recorded call of a user's text that takes longer does not come back: some ten times what 10,000 tracers take, and room for what is recorded of it.
    const long MostRecordedCycles = 10_000_000;

    readonly CellSpec _cell;
    readonly Workload _workload;
    readonly Pipeline _core;
    readonly CancellationToken _cancel;
    readonly Recording _recording;

    // Number of the last instruction of each recorded call, and what was counted then.
    readonly List<(int Last, CoreCounts Counts)> _ends = [];

    ExplainSimulation(CellSpec cell, Workload workload, Pipeline core, CancellationToken cancel) =>
        (_cell, _workload, _core, _cancel, _recording) = (cell, workload, core, cancel, new Recording(core));

    /// <summary>Why <paramref name="cell"/> cannot be explained: it is more than calls one after the other. Null if it can.</summary>
    public static string? RefusalOf(CellSpec cell) =>
        cell.Arrivals is not null ? "its calls arrive by the clock: the cycles of a call depend on when"
        : !cell.Timeline.IsEmpty ? "it has a timeline: the cycles of a call depend on what happens meanwhile"
        : null;

    /// <summary>
    /// Core clock cycles of all calls of <paramref name="cell"/> where the instruction at <paramref name="shortened"/> takes a cycle less from issue to result:
    /// simulated, so that what else is as slow shows.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static long CyclesWithout(CellSpec cell, ulong shortened, CancellationToken cancel = default) => Simulation.Run(cell, shortened, cancel).Cycles;

    /// <summary>Executes and explains the calls of <paramref name="cell"/>.</summary>
    /// <param name="cell">What is called.</param>
    /// <param name="staged">
    /// Calls whose stages are wanted, from 0. Where calls repeat, further ones are executed for it. There are no more than the cell has, and <see cref="MostStaged"/> instructions at most.
    /// </param>
    /// <param name="cancel">The caller gives up.</param>
    /// <exception cref="CannotDispatchException">The kernel build cannot do what the cell asks for.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static CallExplanation Run(CellSpec cell, int staged = 0, CancellationToken cancel = default)
    {
        if (RefusalOf(cell) is { } refusal)
            throw new CannotDispatchException(refusal);
        if (cell.Kernel.Capture is { } capture)
            return RunCapture(cell, capture, staged, cancel);
        if (cell.Population is { } spec)
        {
            var population = FunctionPopulation.Build(cell, spec);
            using var populated = Simulation.CoreOf(cell, population);
            return DesignFault.Guard(cell, population, () => new ExplainSimulation(cell, population, populated, cancel).Explain(Simulation.WarmUpCalls, staged));
        }

        var loop = CallLoop.Build(cell);
        using var core = Simulation.CoreOf(cell, loop);
        return DesignFault.Guard(cell, loop, () =>
        {
            core.RunUntil(loop.Head);
            return new ExplainSimulation(cell, loop, core, cancel).Explain(Simulation.WarmUpCalls, staged);
        });
    }

    static CallExplanation RunCapture(CellSpec cell, Capture capture, int staged, CancellationToken cancel)
    {
        var load = CapturedLoad.Build(cell, capture);
        using var core = Simulation.CoreOf(cell, load);
        try
        {
            return new ExplainSimulation(cell, load, core, cancel).Explain(load.WarmUpCalls(Simulation.WarmUpCalls), staged);
        }
        catch (GuestFault fault)
        {
            throw new CannotDispatchException($"a call cannot be executed in what was captured: {fault.Message}");
        }
    }

    CallExplanation Explain(long warmUpCalls, int staged)
    {
        var detector = _workload.MayRepeat ? new RepeatDetector(_core) : null;
        var made = 0L;
        while (made < warmUpCalls && detector is not { Period: > 0 })
        {
            // What the first explained call waits for.
            if (made == warmUpCalls - 1)
                Record();
            else
                Call();
            made++;
            detector?.Observe();
        }

        if (detector is { Period: > 0 } found)
        {
            for (var rest = (warmUpCalls - made) % found.Period; rest > 0; rest--)
                Call();
            while (_recording.Count < InstructionsBefore)
            {
                for (var call = 0; call < found.Period; call++)
                    Record();
            }
        }

        return Counted(detector, staged);
    }

    CallExplanation Counted(RepeatDetector? detector, int staged)
    {
        var first = _ends.Count - 1;
        var executed = 0;
        while (executed < _cell.Calls && detector is not { Period: > 0 } && (executed == 0 || _recording.Count < MostInstructions))
        {
            Record();
            executed++;
            detector?.Observe();
        }

        var windows = new List<Window> { new(first, first + executed, 1) };
        if (detector is { Period: > 0 and var period } && _cell.Calls > executed)
        {
            // Whole periods, and a part of one.
            var (times, rest) = Math.DivRem(_cell.Calls - executed, period);
            for (var call = 0; call < (times > 0 ? period : rest); call++)
                Record();
            windows.Add(new(first + executed, first + executed + period, times));
            windows.Add(new(first + executed, first + executed + (int)rest, 1));
        }

        windows.RemoveAll(window => window.Times == 0 || window.First == window.Last);
        var explained = new ExplainedWindows(_workload, _core, _recording, _cell.Kernel.Capture?.Symbols, _ends);
        var sum = explained.Sum(_cell.Calls, windows);

        // Later than the sum: what is recorded now has no part in it.
        staged = (int)Math.Min(staged, _cell.Calls);
        while (_ends.Count - 1 - first < staged && _recording.Count - _ends[first].Last <= MostStaged)
            Record();
        return sum with { First = explained.Staged(first + 1, staged, MostStaged) };
    }

    void Record()
    {
        var recorder = _recording.Recorder;
        if (DesignFault.IsPossibleIn(_cell))
            _core.MostCycles = MostRecordedCycles;
        _core.RunUntil(Begin(), long.MaxValue, ref recorder);
        _ends.Add((_recording.Count - 1, _core.Counts.Snapshot()));
    }

    void Call() => _core.RunUntil(Begin());

    ulong Begin()
    {
        _cancel.ThrowIfCancellationRequested();
        if (_cell.State.Cold != ColdParts.None)
            _core.Flush(_cell.State.Cold);
        if (_cell.State.PollutedLines > 0)
            _core.Pollute(_cell.State.PollutedLines);
        return _workload.NextCall();
    }

    /// <summary>Calls after the end of call <paramref name="First"/> up to the end of call <paramref name="Last"/>, which happen so many times.</summary>
    internal sealed record Window(int First, int Last, long Times);
}
