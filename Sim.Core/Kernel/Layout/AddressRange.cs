using Sim.Core.Units;

namespace Sim.Core.Kernel.Layout;

/// <summary>Addresses from <paramref name="Start"/> up to <paramref name="End"/>, which is not one of them.</summary>
public readonly record struct AddressRange(Address Start, Address End)
{
    public static AddressRange Of(Address start, long bytes) => new(start, start + (ulong)bytes);

    public bool Overlaps(AddressRange other) => Start < other.End && other.Start < End;

    /// <summary>What is in both; empty ranges end where they start.</summary>
    public AddressRange Intersect(AddressRange other)
    {
        var start = Start > other.Start ? Start : other.Start;
        var end = End < other.End ? End : other.End;
        return new(start, end > start ? end : start);
    }
}
