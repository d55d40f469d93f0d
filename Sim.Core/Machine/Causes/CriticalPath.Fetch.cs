using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Causes;

/// <summary>What fetch waits for: the buffer, the line, the branch before.</summary>
public abstract partial class CriticalPath
{
    /// <summary>Fetch: the buffer, the line, the instruction before.</summary>
    private protected (int Index, Stage Stage) Fetch(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        if (Time == it.Fetched && it.Fetched > it.InLine)
        {
            var room = i - Core.FrontEnd.BufferEntries;
            if (it.Fetched == it.InLine + 1 && !(room >= 0 && Recorded.At(room).Dispatch == Time))
                return Along(i, 1, Cause.FetchWidth, i);
            return room >= 0 && Recorded.At(room).Dispatch == Time ? To(room, Stage.Dispatch, 0, Cause.FetchBuffer, room) : Lost(i);
        }

        if (Time == it.InLine && it.InLine > it.Redirected)
        {
            var tlb = it.ItlbMisses == 0 ? 0 : it.L1IMisses == 0 ? Time - it.Redirected : TranslationOf(Time - it.Redirected);
            var line = Time - it.Redirected - tlb;
            if (tlb > 0)
                Along(i, tlb, Cause.ItlbMiss, i);
            return line > 0 ? Along(i, line, it.L1IMisses > 0 ? Cause.L1IMiss : Cause.FetchWidth, i) : (i, Stage.Fetch);
        }

        return i == 0 ? Lost(i) : it.StepTaken > 0 ? AfterStep(i) : AfterBranch(i - 1);
    }

    // A software step's exception was taken, once all before it was complete.
    (int Index, Stage Stage) AfterStep(int i)
    {
        var taken = Recorded.At(i).StepTaken;
        var before = Recorded.At(i - 1);
        if (Time != taken + Core.Ordering.ExceptionEntryCycles - (Core.FrontEnd.Depth + IssueAfterFrontEnd))
            return Along(i - 1, Time - before.Fetched, Cause.Exception, i - 1);
        var stepped = To(i - 1, Stage.Retire, Time - taken, Cause.Exception, i - 1);
        return before.Retire == Time ? stepped : Older(i, Time, (_, _) => true) ?? Lost(i);
    }

    int IndirectBubbleOf(MicroOpKind kind) => kind switch
    {
        MicroOpKind.IndirectCall => Core.Branches.IndirectCallBubble,
        MicroOpKind.Indirect => Core.Branches.IndirectBubble,
        MicroOpKind.Return => Core.Branches.ReturnBubble,
        _ => 0,
    };

    (int Index, Stage Stage) AfterBranch(int branch)
    {
        ref readonly var it = ref Recorded.At(branch);
        var op = it.Op;
        var front = Core.FrontEnd.Depth + IssueAfterFrontEnd;
        if (it.Mispredicted && Time == it.Complete + Core.Branches.MispredictCycles - front)
        {
            return To(branch, Stage.Complete, Time - it.Complete, op.Kind switch
            {
                MicroOpKind.Conditional => Cause.DirectionMispredict,
                MicroOpKind.Return => Cause.ReturnMispredict,
                _ => Cause.TargetMispredict,
            }, branch);
        }

        if (op.Kind == MicroOpKind.Resynchronise && Time == it.Complete - (Core.BackEnd.Window is null ? op.Latency : 0) + op.Latency - front)
            return To(branch, Stage.Retire, Time - it.Retire, Cause.Barrier, branch);
        if (op.IsException && Time == it.Retire + op.Latency - front)
            return To(branch, Stage.Retire, Time - it.Retire, Cause.Exception, branch);
        var cycles = Time - it.Fetched;
        if (cycles == 0)
            return To(branch, Stage.Fetch);
        if (cycles > 1)
        {
            var indirect = Math.Min(IndirectBubbleOf(op.Kind), cycles - 1);
            Along(branch, indirect, Cause.IndirectBubble, branch);
            Along(branch, cycles - 1 - indirect, Cause.BtbBubble, branch);
        }

        return Along(branch, 1, Cause.TakenBranch, branch);
    }
}
