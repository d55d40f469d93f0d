namespace Sim.Core.Runs;

/// <summary>The users of ftrace in a system of many functions. Equal tools in equal order are equal sets.</summary>
/// <param name="All">In the order in which they register.</param>
public sealed record ToolSet(IReadOnlyList<Tool> All)
{
    /// <summary>No tracers.</summary>
    public static ToolSet None { get; } = new([]);

    /// <summary>Who traces what: <c>mine: 1 count on all; other: 2 nop on vfs_*</c>; tools without ops are left out.</summary>
    public override string ToString() => All.Sum(tool => tool.Count) == 0 ? "no tool" : string.Join(
        "; ", All.Where(tool => tool.Count > 0).Select(tool => FormattableString.Invariant($"{tool.Name}: {tool.Count} {tool.Tracer} on {tool.Filter}")));

    public bool Equals(ToolSet? other) => other is not null && All.SequenceEqual(other.All);

    public override int GetHashCode() => All.Aggregate(0, HashCode.Combine);
}
