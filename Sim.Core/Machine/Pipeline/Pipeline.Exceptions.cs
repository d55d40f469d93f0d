using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Pipeline;

/// <content>Exceptions: everything older retires, what follows is fetched anew, and the time in between is a cause of its own.</content>
public abstract partial class Pipeline
{
    // Cycles up to here are an exception's, not those of the region that comes next.
    long _exceptionEnd;

    // For listeners: when a software step's exception was taken, and the fetch cycle after it; until an instruction is fetched.
    (long Taken, long Redirected) _stepBefore;

    /// <summary>From the cycle in which an instruction leaves the front end to its issue at the earliest.</summary>
    private protected abstract int IssueAfterFrontEnd { get; }

    /// <summary>Cycle in which everything that has begun is complete, but for stores on their way to the cache.</summary>
    private protected abstract long LastComplete { get; }

    /// <summary>
    /// An exception was taken or returned from; the last instruction retired (in order: issued) by <paramref name="cycle"/>. What is at <paramref
    /// name="target"/>, which is <paramref name="next"/>, issues <paramref name="cost"/> later at the earliest.
    /// </summary>
    private protected void Synchronise(in Step next, ulong target, long cycle, int cost)
    {
        Reach(next, target);
        _exceptionEnd = cycle + cost;
        Fetch.Restart(RestartAfter(cycle, cost, IssueAfterFrontEnd));
    }

    /// <summary>Takes the exception of a software step, if it is due before <paramref name="step"/>.</summary>
    /// <returns>What comes next.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    ref readonly Step TakeDueStep(in Step step)
    {
        State.Pc = AddressOf(step);
        if (SoftwareStep.Before(State, Memory) is not { } exception)
            return ref step;
        RequireStack();
        ref readonly var next = ref StepAt(exception.Next);
        Record(exception.Word);
        if (LastComplete > Now)
            Skip(LastComplete);
        Synchronise(next, exception.Next, Now, Core.Ordering.ExceptionEntryCycles);
        _stepBefore = (Now, Fetch.Cycle);
        return ref next;
    }

    /// <summary>What an instruction is to the pipeline that an exception was taken in place of: a wrong authentication, a branch to no landing pad.</summary>
    private protected MicroOp InsteadOf => new(
        Core.BackEnd.Window is null ? Step.AnyPort : 0, MicroOpKind.ExceptionEntry, (byte)Core.Ordering.ExceptionEntryCycles,
        Register.None, Register.None, Register.None, Register.None, Register.Discard, Register.Discard, Register.Discard, 0, 0, 0, Ordering.Relaxed);

    /// <summary>The cycles from <paramref name="cycle"/> to the end of the exception are charged to no region.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    void ChargeException(long cycle)
    {
        _charge.Exclude(cycle, _exceptionEnd);
        Counts.ExceptionCycles += _exceptionEnd - cycle;
        _exceptionEnd = cycle;
    }

    // Of what an exception changes, what decides where the program goes on; the rest of the architectural state is in the path.
    void AppendExceptionState(long now, List<long> state)
    {
        state.Add(Math.Max(_exceptionEnd - now, 0));
        state.Add((long)State.StepPhase | (State.IsStepArmed ? 1L << 8 : 0));
        if (State.System.IsWritten)
            State.System.AppendState(state);
    }
}
