using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine.Oracle;

/// <summary>Fetch, one cycle at a time (docs/model.md, "Fetch").</summary>
/// <param name="core">The core's parameters.</param>
/// <param name="program">What is fetched.</param>
/// <param name="issueAfterFetch">Cycles from fetch to the earliest issue.</param>
/// <param name="leftBuffer">When an instruction made room in the buffer: its dispatch, or in order its issue.</param>
/// <param name="finished">When it retired, or in order issued.</param>
sealed class FetchUnit(
    CoreProfile core, List<Flight> program, int issueAfterFetch, Func<Flight, long?> leftBuffer, Func<Flight, long?> finished)
{
    int _next;
    bool _lookedUp;
    long _goesOnIn;
    Flight? _redirect; // A mispredicted branch or an ISB that has to complete first, or an exception that has to retire.

    /// <summary>Fetches what can be fetched in <paramref name="cycle"/>.</summary>
    public void Step(long cycle)
    {
        if (_redirect is { } redirect)
        {
            if ((redirect.IsException ? finished(redirect) : redirect.CompleteAt) is not { } resolved)
                return;
            var issueDelay = redirect.Kind switch
            {
                MicroOpKind.Resynchronise => core.Ordering.IsbCycles,
                MicroOpKind.ExceptionEntry => core.Ordering.ExceptionEntryCycles,
                MicroOpKind.ExceptionReturn => core.Ordering.ExceptionReturnCycles,
                _ => core.Branches.MispredictCycles,
            };
            _goesOnIn = Math.Max(redirect.Fetched!.Value + 1, resolved + issueDelay - issueAfterFetch);
            _redirect = null;
        }

        var (takenBranches, furtherLines) = (0, 0);
        for (var fetched = 0; fetched < core.FrontEnd.FetchWidth && _next < program.Count; fetched++)
        {
            if (cycle < _goesOnIn)
                return;
            var flight = program[_next];
            if (flight.BeginsLine && fetched > 0 && ++furtherLines >= core.FrontEnd.TakenBranchesPerCycle)
                return;
            if (!_lookedUp && flight.FetchDelay > 0)
            {
                (_lookedUp, _goesOnIn) = (true, cycle + flight.FetchDelay);
                return;
            }

            if (_next >= core.FrontEnd.BufferEntries && !(leftBuffer(program[_next - core.FrontEnd.BufferEntries]) <= cycle))
                return;
            (flight.Fetched, _lookedUp) = (cycle, false);
            _next++;
            if (!flight.Prediction.Right || flight.IsException || flight.Kind == MicroOpKind.Resynchronise)
            {
                _redirect = flight;
                return;
            }

            var bubble = BubbleAfter(flight);
            if (flight.Taken && (bubble > 0 || ++takenBranches >= core.FrontEnd.TakenBranchesPerCycle))
            {
                _goesOnIn = cycle + 1 + bubble;
                return;
            }
        }
    }

    int BubbleAfter(Flight branch)
    {
        var (bubble, kinds) = (branch.Prediction.Bubble, core.Branches);
        if (branch.Kind == MicroOpKind.IndirectCall)
            return bubble + kinds.IndirectCallBubble;
        if (branch.Kind == MicroOpKind.Indirect)
            return bubble + kinds.IndirectBubble;
        return branch.Kind == MicroOpKind.Return && bubble < kinds.ReturnBubble ? kinds.ReturnBubble : bubble;
    }
}
