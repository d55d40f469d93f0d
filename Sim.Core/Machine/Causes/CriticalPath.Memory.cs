using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Causes;

/// <content>Data of loads, and stores on their way to the L1D.</content>
public abstract partial class CriticalPath
{
    /// <summary>Data of a load or atomic.</summary>
    private protected (int Index, Stage Stage) Data(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        var (rules, data) = (Core.Forwarding, Time < it.Complete ? it.Complete - SecondOf(it) : it.Complete);
        if (it.Op.Kind == MicroOpKind.Atomic && AtomicBefore(i) is { } atomic)
            return atomic;
        if (it.RefusedUntil > 0)
        {
            var after = Math.Max((it.RefusedByRelease ? rules.ReleaseLatency : rules.FailLatency) - IssueToDrain, 0);
            var cause = it.RefusedByRelease ? Cause.StoreRelease : Cause.ForwardingRefused;
            var beyond = data - it.RefusedUntil - after;
            for (var store = it.StoresBefore - 1; (beyond == 0 || beyond == rules.ExtraCrossing) && store >= 0; store--)
            {
                if (Recorded.At(Recorded.Stores[store]).Drained != it.RefusedUntil)
                    continue;
                To(i, Stage.Complete, Time - it.RefusedUntil, cause, i);
                return ToDrain(Recorded.Stores[store], cause);
            }
        }
        else if (it.L1DMisses + it.DtlbMisses == 0 && data > it.Issue + it.Op.Latency)
        {
            for (var store = it.StoresBefore - 1; store >= 0 && Recorded.At(Recorded.Stores[store]).Drained > it.Issue; store--)
            {
                var beyond = data - KnownOf(Recorded.Stores[store]) - rules.Latency;
                if (beyond == 0 || (it.Op.Bytes == 16 && beyond == rules.ExtraPair) || (rules.ExtraCrossing > 0 && IsOfCrossing(beyond, it)) || (beyond > 0 && rules.ExtraPerStore > 0 && beyond % rules.ExtraPerStore == 0 && rules.MultipleStores != MultipleStores.Never))
                    return To(Recorded.Stores[store], Stage.Known, Time - KnownOf(Recorded.Stores[store]), Cause.Forwarding, i);
            }
        }

        return FromCache(i);
    }

    // Bytes of two lines, where every other part of the sum may be there as well.
    bool IsOfCrossing(long beyond, in RecordedInstruction it)
    {
        var (rules, rest) = (Core.Forwarding, beyond - Core.Forwarding.ExtraCrossing);
        return rest == 0 || (it.Op.Bytes == 16 && rest == rules.ExtraPair)
            || (rest > 0 && rules.ExtraPerStore > 0 && rest % rules.ExtraPerStore == 0 && rules.MultipleStores != MultipleStores.Never);
    }

    // The atomic in flight whose data this one's follows, if that is why.
    (int Index, Stage Stage)? AtomicBefore(int i)
    {
        ref readonly var it = ref Recorded.At(i);
        var chain = Core.Ordering.AtomicChainCycles;
        for (var store = it.StoresBefore - 1; chain > 0 && store >= 0 && Recorded.At(Recorded.Stores[store]).Drained > it.Issue; store--)
        {
            ref readonly var before = ref Recorded.At(Recorded.Stores[store]);
            if (before.Op.Kind == MicroOpKind.Atomic && before.Complete + chain == it.Complete)
                return To(Recorded.Stores[store], Stage.Complete, Time - before.Complete, Cause.Atomic, i);
        }

        return null;
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
