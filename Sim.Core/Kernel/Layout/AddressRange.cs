namespace Sim.Core.Kernel.Layout;

/// <summary>Addresses from <paramref name="Start"/> up to <paramref name="End"/>, which is not one of them.</summary>
public readonly record struct AddressRange(ulong Start, ulong End)
{
    public static AddressRange Of(ulong start, long bytes) => new(start, start + (ulong)bytes);

    public bool Overlaps(AddressRange other) => Start < other.End && other.Start < End;

    /// <summary>What is in both; empty ranges end where they start.</summary>
    public AddressRange Intersect(AddressRange other)
    {
        var (start, end) = (Math.Max(Start, other.Start), Math.Min(End, other.End));
        return new(start, Math.Max(start, end));
    }
}
