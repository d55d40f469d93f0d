using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Branches;

/// <summary>Return address stack (RAS): predicts the target of <c>RET</c>.</summary>
/// <remarks>Circular: a push onto a full stack drops the oldest entry, so deep call chains mispredict late.</remarks>
public struct ReturnAddressStack(int depth)
{
    readonly PinnedArray<ulong> _slots = PinnedArrays.Take<ulong>(depth);
    int _top;

    /// <summary>Slots and top: for snapshots and comparison.</summary>
    public readonly (ulong[] Slots, int Top) State => (_slots.Array, _top);

    /// <summary>Gives its slots back. Not to be used any more.</summary>
    public readonly void GiveBack() => _slots.GiveBack();

    public void Push(ulong returnAddress)
    {
        _slots[(nuint)_top] = returnAddress;
        _top = _top + 1 == depth ? 0 : _top + 1;
    }

    /// <summary>Empties all slots.</summary>
    public void Clear()
    {
        Array.Clear(_slots.Array);
        _top = 0;
    }

    /// <summary>Takes the newest entry, whatever it is worth: the front end cannot know yet.</summary>
    public ulong Pop()
    {
        _top = _top == 0 ? depth - 1 : _top - 1;
        return _slots[(nuint)_top];
    }
}
