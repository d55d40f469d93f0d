using Sim.Core.A64;
using Sim.Core.Hardware.Caches;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>Drain: stores reach the L1D in program order, after they can no longer be undone.</summary>
public sealed class DrainStage(CoreProfile core, MemoryHierarchy caches, StoreQueue stores)
{
    InOrderStage _stage = new(core.BackEnd.DrainWidth);

    /// <summary>Cycle in which the youngest store arrives.</summary>
    public long Last => _stage.Cycle;

    /// <summary>Takes a store whose address and data are known in <paramref name="ready"/> and which is final in <paramref name="final"/>.</summary>
    public void Push(in MicroOp op, ulong address, long ready, long final)
    {
        var release = (op.Ordering & Ordering.Release) != 0;
        var start = final + core.BackEnd.DrainCycles;
        if (release)
            start = Math.Max(start, Last + core.Ordering.StoreReleaseCycles);
        _stage.Enter(caches.Access(start, address, op.Bytes, 0));
        stores.Push(new StoreQueue.Entry(address, op.Bytes, ready, Last, release));
    }

    /// <summary>Appends the stage's state, relative to <paramref name="now"/>.</summary>
    public void AppendState(long now, List<long> state) => _stage.AppendState(now, state);
}
