using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Hardware.Caches;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>Drain: stores reach the L1D in program order, after they can no longer be undone.</summary>
public struct DrainStage(CoreProfile core)
{
    readonly int _drainCycles = core.BackEnd.DrainCycles;
    readonly int _releaseCycles = core.Ordering.StoreReleaseCycles;
    InOrderStage _stage = new(core.BackEnd.DrainWidth);

    /// <summary>Cycle in which the youngest store arrives.</summary>
    public readonly long Last => _stage.Cycle;

    /// <summary>Takes a store to <paramref name="address"/> and puts it into <paramref name="stores"/>.</summary>
    /// <param name="op">The store.</param>
    /// <param name="address">First byte.</param>
    /// <param name="ready">Cycle in which address and data are known.</param>
    /// <param name="final">Cycle in which it is final.</param>
    /// <param name="caches">Where it goes.</param>
    /// <param name="stores">Where loads find it until then.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(in MicroOp op, ulong address, long ready, long final, MemoryHierarchy caches, ref StoreQueue stores)
    {
        var release = (op.Ordering & Ordering.Release) != 0;
        var start = final + _drainCycles;
        if (release)
            start = Math.Max(start, Last + _releaseCycles);
        var drain = _stage.Enter(caches.Access(start, address, op.Bytes, 0));
        stores.Push(new StoreQueue.Entry(address, op.Bytes, ready, drain, release));
    }

    /// <summary>Appends the stage's state, relative to <paramref name="now"/>.</summary>
    public readonly void AppendState(long now, List<long> state) => _stage.AppendState(now, state);
}
