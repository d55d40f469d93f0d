using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Causes;

/// <summary>The rules of docs/model.md for in-order cores, from effect to cause.</summary>
sealed class InOrderPath(Recording recording, long start) : CriticalPath(recording, start)
{
    private protected override int IssueToDrain => Core.BackEnd.DrainCycles;

    private protected override int IssueAfterFrontEnd => 0;

    private protected override long KnownOf(int store) => Recorded.At(store).Issue;

    private protected override (int Index, Stage Stage) Step(int index, Stage stage) => stage switch
    {
        Stage.Complete => Complete(index),
        Stage.Drain => Drain(index),
        Stage.Fetch => Fetch(index),
        _ => Issue(index),
    };

    (int Index, Stage Stage) Complete(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        return it.Op.Kind switch
        {
            MicroOpKind.Load or MicroOpKind.Atomic => Data(i),
            MicroOpKind.AccessBarrier or MicroOpKind.CompletionBarrier => To(i, Stage.Issue, Time - it.Issue, Cause.Barrier, i),
            MicroOpKind.ExceptionEntry or MicroOpKind.ExceptionReturn => To(i, Stage.Issue, Time - it.Issue, Cause.Exception, i),
            MicroOpKind.Divide => To(i, Stage.Issue, Time - it.Issue, Cause.Divide, i),
            _ => To(i, Stage.Issue, Time - it.Issue, Cause.Execute, i),
        };
    }

    (int Index, Stage Stage) Issue(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        if (it.Issue != Time)
            return Lost(i);
        return Operand(it, withData: true) ?? Held(i) ?? Drained(i) ?? InOrder(i);
    }

    // By barriers, acquires, a divide, or because it is one of them.
    (int Index, Stage Stage)? Held(int i)
    {
        if (Core.Forwarding.HoldsIssue && Older(i, Time, (kind, _) => kind is MicroOpKind.Load or MicroOpKind.Atomic) is { } load)
            return load;
        var op = Recorded.At(i).Op;
        return op.Kind switch
        {
            MicroOpKind.AccessBarrier => Older(i, Time, (kind, _) => kind is MicroOpKind.Load or MicroOpKind.Atomic),
            MicroOpKind.CompletionBarrier or MicroOpKind.ExceptionEntry or MicroOpKind.ExceptionReturn => Older(i, Time, (_, _) => true),
            MicroOpKind.Divide => OlderDivide(i) ?? Older(i, Time, (kind, _) => kind == MicroOpKind.CompletionBarrier),
            MicroOpKind.Load or MicroOpKind.Atomic or MicroOpKind.Store => Older(i, Time, (kind, ordering) =>
                kind is MicroOpKind.AccessBarrier or MicroOpKind.CompletionBarrier || (ordering & A64.Ordering.Acquire) != 0),
            _ => Older(i, Time, (kind, _) => kind == MicroOpKind.CompletionBarrier),
        };
    }

    (int Index, Stage Stage)? Drained(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        if (it.Op.Kind is MicroOpKind.AccessBarrier or MicroOpKind.CompletionBarrier)
            return OlderDrain(i, Cause.Barrier);
        var place = it.StoresBefore - Core.BackEnd.StoreQueueEntries;
        return it.Op.IsStore && place >= 0 && Recorded.At(Recorded.Stores[place]).Drained == Time ? ToDrain(Recorded.Stores[place], Cause.StoreQueue) : null;
    }

    (int Index, Stage Stage) InOrder(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        if (it.FrontEnd == Time)
            return To(i, Stage.Fetch, Core.FrontEnd.Depth);
        if (i == 0)
            return Lost(i);
        return (Time - Recorded.At(i - 1).Issue) switch
        {
            0 => To(i - 1, Stage.Issue),
            1 => To(i - 1, Stage.Issue, 1, IsFull(i - 1) ? Cause.Width : Cause.Ports, i),
            _ => OlderOnPort(i) ?? Lost(i),
        };
    }

    // As many issued in its cycle as can.
    bool IsFull(int i)
    {
        var (cycle, width) = (Recorded.At(i).Issue, Core.BackEnd.Width);
        return i >= width - 1 && Recorded.At(i - width + 1).Issue == cycle;
    }
}
