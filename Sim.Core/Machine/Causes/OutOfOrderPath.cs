using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Causes;

/// <summary>The rules of docs/model.md for out-of-order cores, from effect to cause.</summary>
sealed class OutOfOrderPath(Recording recording, Window window, long start) : CriticalPath(recording, start)
{
    private protected override int IssueToDrain => Core.BackEnd.DrainCycles + 1;

    private protected override int IssueAfterFrontEnd => 1;

    private protected override long KnownOf(int store) => Recorded.At(store).Complete - 1;

    private protected override (int Index, Stage Stage) Step(int index, Stage stage) => stage switch
    {
        Stage.Retire => Retire(index),
        Stage.Complete => Complete(index),
        Stage.Known => Known(index),
        Stage.Issue => Issue(index),
        Stage.Dispatch => Dispatch(index),
        Stage.Drain => Drain(index),
        _ => Fetch(index),
    };

    (int Index, Stage Stage) Retire(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        if (it.Complete == Time)
            return To(i, Stage.Complete);
        if (i == 0)
            return Lost(i);
        if (it.Dispatch + 1 == Time)
            return To(i, Stage.Dispatch, 1);
        return (Time - Recorded.At(i - 1).Retire) switch
        {
            0 => To(i - 1, Stage.Retire),
            1 => To(i - 1, Stage.Retire, 1, Cause.RetireWidth, i),
            _ => Lost(i),
        };
    }

    (int Index, Stage Stage) Complete(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        switch (it.Op.Kind)
        {
            case MicroOpKind.Nothing or MicroOpKind.Move:
                return To(i, Stage.Dispatch);
            case MicroOpKind.Load or MicroOpKind.Atomic:
                return Data(i);
            case MicroOpKind.Store:
                return To(i, Stage.Known, 1, Cause.Execute, i);
            case MicroOpKind.AccessBarrier or MicroOpKind.CompletionBarrier:
                To(i, Stage.Complete, Time - (it.Complete - it.Op.Latency), Cause.Barrier, i);
                return OlderDrain(i, Cause.Barrier)
                    ?? (it.Op.Kind == MicroOpKind.AccessBarrier
                        ? Older(i, Time, (kind, _) => kind is MicroOpKind.Load or MicroOpKind.Atomic or MicroOpKind.AccessBarrier) : null)
                    ?? AfterOlder(i);
            case MicroOpKind.Resynchronise or MicroOpKind.ExceptionEntry or MicroOpKind.ExceptionReturn:
                return AfterOlder(i);
            default:
                return To(i, Stage.Issue, Time - it.Issue, it.Op.Kind == MicroOpKind.Divide ? Cause.Divide : Cause.Execute, i);
        }
    }

    // What waits until everything older has retired.
    (int Index, Stage Stage) AfterOlder(int i)
    {
        if (Recorded.At(i).Dispatch + 1 == Time)
            return To(i, Stage.Dispatch, 1);
        return i > 0 && Recorded.At(i - 1).Retire == Time ? To(i - 1, Stage.Retire) : Lost(i);
    }

    (int Index, Stage Stage) Known(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        if (it.Op.Kind == MicroOpKind.Atomic)
            return To(i, Stage.Issue, Time - it.Issue, Cause.Atomic, i);
        return it.Issue == Time ? To(i, Stage.Issue) : From(it.Source2, false) ?? From(it.Source3, false) ?? Lost(i);
    }

    (int Index, Stage Stage) Issue(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        if (Operand(it, withData: it.Op.Kind != MicroOpKind.Store) is { } operand)
            return operand;
        if ((it.Op.IsLoad || it.Op.IsStore)
            && Older(i, Time, (kind, ordering) => kind == MicroOpKind.AccessBarrier || (ordering & A64.Ordering.Acquire) != 0) is { } floor)
        {
            return floor;
        }

        if (it.Op.Kind == MicroOpKind.Divide && OlderDivide(i) is { } divider)
            return divider;
        if (it.Dispatch + 1 == Time)
            return To(i, Stage.Dispatch, 1);

        // Ready before, and no port free.
        return OlderOnPort(i) ?? Lost(i);
    }

    private protected override long BaseSlotOf(in RecordedInstruction it) => it.Op.BaseSlots > 0 ? it.LastSlot : it.Issue;

    (int Index, Stage Stage) Dispatch(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        var oldest = i - window.ReorderBufferEntries;
        if (oldest >= 0 && Recorded.At(oldest).Retire + 1 == Time)
            return To(oldest, Stage.Retire, 1, Cause.ReorderBuffer, i);
        if (it.Op.IsLoad && it.LoadsBefore >= window.LoadQueueEntries
            && Recorded.Loads[it.LoadsBefore - window.LoadQueueEntries] is var load && Recorded.At(load).Retire + 1 == Time)
        {
            return To(load, Stage.Retire, 1, Cause.LoadQueue, i);
        }

        if (it.Op.IsStore && it.StoresBefore >= Core.BackEnd.StoreQueueEntries
            && Recorded.Stores[it.StoresBefore - Core.BackEnd.StoreQueueEntries] is var store && Recorded.At(store).Drained == Time)
        {
            return ToDrain(store, Cause.StoreQueue);
        }

        if (it.FrontEnd == Time)
            return To(i, Stage.Fetch, Core.FrontEnd.Depth);

        // It is dispatched a cycle before the barrier ends, so that it issues when it does.
        if (Older(i, Time + 1, (kind, _) => kind == MicroOpKind.CompletionBarrier) is { } barrier)
            return barrier;
        if (i == 0)
            return Lost(i);
        return (Time - Recorded.At(i - 1).Dispatch) switch
        {
            0 => To(i - 1, Stage.Dispatch),
            1 => To(i - 1, Stage.Dispatch, 1, Cause.Width, i),
            _ => Lost(i),
        };
    }
}
