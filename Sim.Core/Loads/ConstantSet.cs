using System.Collections.Concurrent;
using System.Globalization;

namespace Sim.Core.Loads;

/// <summary>Constants that a routine is assembled for. Equal sets have equal numbers, which are cheap to compare.</summary>
sealed class ConstantSet(IReadOnlyDictionary<string, long> values)
{
    static readonly ConcurrentDictionary<string, int> Numbers = new();

    static int _last;

    /// <summary>Each by its name.</summary>
    public IReadOnlyDictionary<string, long> Values { get; } = values;

    /// <summary>The same for sets with the same names and values, in this process.</summary>
    public int Number { get; } = Numbers.GetOrAdd(Text(values), _ => Interlocked.Increment(ref _last));

    /// <summary>Names and values in order of the names.</summary>
    public static string Text(IReadOnlyDictionary<string, long> values) => string.Join(
        ';',
        values.OrderBy(constant => constant.Key, StringComparer.Ordinal)
            .Select(constant => string.Create(CultureInfo.InvariantCulture, $"{constant.Key}={constant.Value}")));
}
