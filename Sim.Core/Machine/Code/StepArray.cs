using System.Collections.Concurrent;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Code;

/// <summary>Room for decoded instructions, which goes from core to core: a sweep has one after the other.</summary>
sealed class StepArray
{
    const int LeastLength = 1 << 12;

    static readonly ConcurrentBag<StepArray> Unused = [];

    readonly int _length;

    StepArray(int length) => (_length, Steps) = (length, new PinnedArray<Step>(length, Step.Bytes));

    /// <summary>The room: not decoded where nothing was written.</summary>
    public PinnedArray<Step> Steps { get; }

    public static StepArray Take() => Unused.TryTake(out var array) ? array : new StepArray(LeastLength);

    /// <summary>This one, or one with the same contents that has <paramref name="length"/> places or more.</summary>
    public StepArray WithRoomFor(int length)
    {
        if (length <= _length)
            return this;
        var longer = new StepArray(Math.Max(length, 2 * _length));
        Steps.First(_length).CopyTo(longer.Steps.First(_length));
        return longer;
    }

    /// <summary>Gives the room back, of which the first <paramref name="used"/> places were used. Not to be used any more.</summary>
    public void GiveBack(int used)
    {
        Steps.First(used).Clear();
        Unused.Add(this);
    }
}
