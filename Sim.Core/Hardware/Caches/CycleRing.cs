namespace Sim.Core.Hardware.Caches;

/// <summary>The cycles of the last <paramref name="length"/> instructions, in ascending order: how a queue of that many entries limits.</summary>
public sealed class CycleRing(int length)
{
    readonly long[] _cycles = new long[length];
    int _next;

    /// <summary>The cycle of the instruction <c>length</c> before the next one; its entry is the one that the next one takes.</summary>
    public long Oldest => _cycles[_next];

    public void Push(long cycle)
    {
        _cycles[_next] = cycle;
        _next = _next + 1 == _cycles.Length ? 0 : _next + 1;
    }

    /// <summary>Appends number and distance to <paramref name="now"/> of the cycles after it, youngest first: state that still matters.</summary>
    public void AppendAfter(long now, List<long> state)
    {
        var first = state.Count;
        state.Add(0);
        for (var age = 1; age <= _cycles.Length; age++)
        {
            var slot = _next - age;
            var cycle = _cycles[slot < 0 ? slot + _cycles.Length : slot];
            if (cycle <= now)
                break;
            state.Add(cycle - now);
        }

        state[first] = state.Count - first - 1;
    }
}
