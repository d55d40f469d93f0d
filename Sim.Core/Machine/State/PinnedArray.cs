using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sim.Core.Diagnostics;

namespace Sim.Core.Machine.State;

/// <summary>An array that stays at its address, so that an element is one addition away; only a debug build checks indices.</summary>
/// <remarks>The list walk on cortex-a55: 64.7 instead of 62.4 M instructions/s (Sim.Benchmarks/benchmarks.md).</remarks>
public readonly unsafe struct PinnedArray<T>
    where T : unmanaged
{
    // Keeps the elements alive.
    readonly T[] _array;
    readonly T* _first;

    /// <param name="length">Elements, zeros at first; 1 or more.</param>
    public PinnedArray(int length)
        : this(GC.AllocateArray<T>(length > 0 ? length : throw new SimBug($"an array of {length} elements"), pinned: true))
    {
    }

    /// <param name="length">Elements, zeros at first; 1 or more.</param>
    /// <param name="alignment">Address of the first element is a multiple of this; no more than the bytes of an element.</param>
    public PinnedArray(int length, int alignment)
        : this(GC.AllocateArray<T>(length + 1, pinned: true), alignment)
    {
    }

    PinnedArray(T[] array, int alignment = 1)
    {
        _array = array;
        var start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        _first = (T*)((start + (nuint)alignment - 1) / (nuint)alignment * (nuint)alignment);
    }

    /// <summary>Gives the array back, for whoever takes one of its length next: see <see cref="PinnedArrays.Take"/>. Not to be used any more.</summary>
    public void GiveBack() => PinnedArrays.GiveBack(this);

    /// <summary>The elements of an array of no particular alignment.</summary>
    public T[] Array => _array;

    /// <summary>The first <paramref name="count"/> elements.</summary>
    public Span<T> First(int count)
    {
        Debug.Assert(count <= _array.Length, $"{count} elements of {_array.Length}");
        return new(_first, count);
    }

    public ref T this[nuint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert(index < (nuint)_array.Length, $"index {index} of {_array.Length}");
            return ref _first[index];
        }
    }
}
