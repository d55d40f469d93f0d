namespace Sim.Core.A64;

/// <summary>Whom cycles are charged to: a region for each stretch of addresses.</summary>
public sealed class RegionMap
{
    readonly ulong[] _starts;
    readonly ushort[] _numbers;
    readonly string[] _names;

    /// <param name="names">Names by number.</param>
    /// <param name="stretches">First address and region number of each stretch, ascending; it ends where the next one begins.</param>
    public RegionMap(IReadOnlyList<string> names, IReadOnlyList<(ulong Start, ushort Region)> stretches)
    {
        _names = [.. names];
        _starts = [.. stretches.Select(stretch => stretch.Start)];
        _numbers = [.. stretches.Select(stretch => stretch.Region)];
    }

    /// <summary>Most regions of a map.</summary>
    public const int MaxRegions = 1 << 16;

    /// <summary>Names by number.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Number of the region named <paramref name="name"/>, or -1.</summary>
    public int NumberOf(string name) => Array.IndexOf(_names, name);

    /// <summary>Number of the region at <paramref name="address"/>, 0 before the first stretch, and where the next stretch begins.</summary>
    public (ushort Region, ulong End) At(ulong address)
    {
        var index = Array.BinarySearch(_starts, address);
        if (index < 0)
            index = ~index - 1;
        return (index < 0 ? (ushort)0 : _numbers[index], index + 1 < _starts.Length ? _starts[index + 1] : ulong.MaxValue);
    }
}
