using System.Runtime.CompilerServices;
using Sim.Core.Machine.Caches;

namespace Sim.Core.Machine.Pipeline;

/// <summary>Drain: stores reach the L1D in program order, after they can no longer be undone.</summary>
public struct DrainStage(CoreProfile core)
{
    readonly int _drainCycles = core.BackEnd.DrainCycles;
    readonly int _releaseCycles = core.Ordering.StoreReleaseCycles;
    InOrderStage _stage = new(core.BackEnd.DrainWidth);

    /// <summary>Cycle in which the youngest store arrives.</summary>
    public readonly long Last => _stage.Cycle;

    /// <summary>Takes a store of <paramref name="bytes"/> bytes to <paramref name="address"/> and puts it into <paramref name="stores"/>.</summary>
    /// <param name="address">First byte.</param>
    /// <param name="bytes">Length.</param>
    /// <param name="isRelease">True for a store-release, which waits for older stores.</param>
    /// <param name="ready">Cycle in which address and data are known.</param>
    /// <param name="final">Cycle in which it is final.</param>
    /// <param name="caches">Where it goes.</param>
    /// <param name="stores">Where loads find it until then.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(ulong address, int bytes, bool isRelease, long ready, long final, ref MemoryHierarchy caches, ref StoreQueue stores)
    {
        var start = final + _drainCycles;
        if (isRelease)
            start = Math.Max(start, Last + _releaseCycles);
        var drain = _stage.Enter(caches.Access(start, address, bytes, 0));
        stores.Push(new StoreQueue.Entry(address, bytes, ready, drain, isRelease));
    }

    /// <summary>Appends the stage's state, relative to <paramref name="now"/>.</summary>
    /// <remarks>A store-release drains some cycles after the last store: for so long that one matters after it has drained.</remarks>
    public readonly void AppendState(long now, List<long> state) => _stage.AppendState(now, _releaseCycles, state);
}
