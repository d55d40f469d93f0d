namespace Sim.Reports.Comparing;

/// <summary>A value of a core or kernel file that is other than in the baseline.</summary>
/// <param name="Profile">Name of the core or kernel.</param>
/// <param name="Key">Path of the value in its file.</param>
/// <param name="Before">The baseline's value as written. Null where it had none.</param>
/// <param name="Now">The value now. Null where there is none.</param>
public sealed record ChangedValue(string Profile, string Key, string? Before, string? Now)
{
    /// <summary>All between two results, of the profiles that both have.</summary>
    public static IReadOnlyList<ChangedValue> Between(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> before, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> now) =>
    [
        .. from profile in before
           where now.ContainsKey(profile.Key)
           let current = now[profile.Key]
           from key in profile.Value.Keys.Union(current.Keys)
           let one = profile.Value.GetValueOrDefault(key)
           let other = current.GetValueOrDefault(key)
           where one != other
           select new ChangedValue(profile.Key, key, one, other),
    ];

    /// <summary>In a clause.</summary>
    public override string ToString() => $"{Profile}: {Key} {Now ?? "without a value"} (baseline: {Before ?? "none"})";
}
