using System.Collections.Concurrent;

namespace Sim.Core.Machine.State;

/// <summary>Arrays of cores that are no more, for those that come: a sweep has one core after the other.</summary>
public static class PinnedArrays
{
    /// <summary>An array that was given back, or a new one.</summary>
    /// <param name="length">Elements, zeros at first; 1 or more.</param>
    public static PinnedArray<T> Take<T>(int length)
        where T : unmanaged
    {
        if (!Unused<T>.ByLength.TryGetValue(length, out var arrays) || !arrays.TryTake(out var array))
            return new(length);
        Array.Clear(array.Array);
        return array;
    }

    /// <summary>Keeps <paramref name="array"/> for whoever takes one of its length.</summary>
    public static void GiveBack<T>(PinnedArray<T> array)
        where T : unmanaged => Unused<T>.ByLength.GetOrAdd(array.Array.Length, _ => []).Add(array);

    static class Unused<T>
        where T : unmanaged
    {
        public static readonly ConcurrentDictionary<int, ConcurrentBag<PinnedArray<T>>> ByLength = new();
    }
}
