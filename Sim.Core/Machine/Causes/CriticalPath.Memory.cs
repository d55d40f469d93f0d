using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Causes;

/// <content>Data of loads, and stores on their way to the L1D.</content>
public abstract partial class CriticalPath
{
    /// <summary>Data of a load or atomic.</summary>
    private protected (int Index, Stage Stage) Data(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        var rules = Core.Forwarding;
        if (it.RefusedUntil > 0)
        {
            var after = Math.Max((it.RefusedByRelease ? rules.ReleaseLatency : rules.FailLatency) - IssueToDrain, 0);
            var cause = it.RefusedByRelease ? Cause.StoreRelease : Cause.ForwardingRefused;
            for (var store = it.StoresBefore - 1; it.Complete == it.RefusedUntil + after && store >= 0; store--)
            {
                if (Recorded.At(Recorded.Stores[store]).Drained != it.RefusedUntil)
                    continue;
                To(i, Stage.Complete, Time - it.RefusedUntil, cause, i);
                return ToDrain(Recorded.Stores[store], cause);
            }
        }
        else if (it.L1DMisses + it.DtlbMisses == 0 && it.Complete > it.Issue + it.Op.Latency)
        {
            for (var store = it.StoresBefore - 1; store >= 0 && Recorded.At(Recorded.Stores[store]).Drained > it.Issue; store--)
            {
                var beyond = it.Complete - KnownOf(Recorded.Stores[store]) - rules.Latency;
                if (beyond == 0 || (it.Op.Bytes == 16 && beyond == rules.ExtraPair) || (beyond > 0 && rules.ExtraPerStore > 0 && beyond % rules.ExtraPerStore == 0 && rules.MultipleStores != MultipleStores.Never))
                    return To(Recorded.Stores[store], Stage.Known, Time - KnownOf(Recorded.Stores[store]), Cause.Forwarding, i);
            }
        }

        return FromCache(i);
    }

    /// <summary>Arrival of a store in the L1D.</summary>
    private protected (int Index, Stage Stage) Drain(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        var final = it.Retire + Core.BackEnd.DrainCycles;
        if (Time == final)
            return To(i, Stage.Retire, Core.BackEnd.DrainCycles, _drainCause, i);
        var older = it.StoresBefore > 0 ? Recorded.Stores[it.StoresBefore - 1] : -1;
        var before = older >= 0 ? Recorded.At(older).Drained : long.MinValue / 2;
        var start = (it.Op.Ordering & A64.Ordering.Release) != 0 ? Math.Max(final, before + Core.Ordering.StoreReleaseCycles) : final;
        if (it.L1DMisses + it.DtlbMisses > 0 && Time > start && Time > before + 1)
        {
            To(i, Stage.Drain, Time - start, MissOf(i, Time - start), i);
            return start == final ? To(i, Stage.Retire, Core.BackEnd.DrainCycles, _drainCause, i) : To(older, Stage.Drain, Time - before, _drainCause, i);
        }

        return older >= 0 && (Time - before is 0 or 1 || Time == start) ? To(older, Stage.Drain, Time - before, _drainCause, i) : Lost(i);
    }

    (int Index, Stage Stage) FromCache(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        var cycles = Time - it.Issue;
        var hit = Math.Min(it.Op.Latency, cycles);
        if (it.L1DMisses + it.DtlbMisses == 0)
            return To(i, Stage.Issue, cycles, it.Op.Kind == MicroOpKind.Atomic ? Cause.Atomic : Cause.LoadToUse, i);
        if (it.L1DMisses == 0)
        {
            To(i, Stage.Complete, cycles - hit, Cause.DtlbMiss, i);
            return To(i, Stage.Issue, hit, it.Op.Kind == MicroOpKind.Atomic ? Cause.Atomic : Cause.LoadToUse, i);
        }

        var tlb = it.DtlbMisses == 0 ? 0 : Math.Min(TranslationOf(cycles), cycles);
        if (tlb > 0)
            To(i, Stage.Complete, tlb, Cause.DtlbMiss, i);
        return To(i, Stage.Issue, cycles - tlb, MissOf(i, cycles - tlb), i);
    }

    Cause MissOf(int i, long cycles) =>
        Recorded.At(i).L1DMisses == 0 ? Cause.DtlbMiss : cycles <= Core.Memory.L2.Latency + Core.Ordering.AtomicCycles ? Cause.L2 : Cause.Memory;

    // Of the cycles that a line and its translation took together, those of the translation.
    long TranslationOf(long both)
    {
        var (hit, walk) = (Core.Memory.L2Tlb.HitCycles, Core.Memory.WalkCycles);
        return both - walk >= Core.Memory.L2.Latency && both - hit != Core.Memory.L2.Latency ? walk : Math.Min(hit, both);
    }
}
