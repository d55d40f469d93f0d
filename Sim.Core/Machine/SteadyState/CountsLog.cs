using System.Runtime.InteropServices;
using Sim.Core.Machine.Pipeline;

namespace Sim.Core.Machine.SteadyState;

/// <summary>What a core had counted after each of several calls.</summary>
public sealed class CountsLog(CoreCounts counts)
{
    readonly List<long> _words = [];

    /// <summary>Calls in the log.</summary>
    public int Calls => _words.Count / counts.Words.Length;

    /// <summary>Adds what is counted now.</summary>
    public void Add() => _words.AddRange(counts.Words);

    /// <summary>What was counted after the call <paramref name="call"/> of the log, from 0.</summary>
    public CoreCounts At(int call) =>
        new(counts.Regions, CollectionsMarshal.AsSpan(_words).Slice(call * counts.Words.Length, counts.Words.Length));

    /// <summary>Forgets all calls but the last.</summary>
    public void KeepLast() => _words.RemoveRange(0, _words.Count - counts.Words.Length);
}
