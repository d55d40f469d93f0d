namespace Sim.Core.Runs;

/// <summary>A value by whose path a sweep varies it.</summary>
/// <param name="Path">Its path from the scenario, such as <c>core.memory.l1d.size</c>.</param>
/// <param name="Text">The value as written.</param>
/// <param name="Number">The value in <paramref name="Unit"/>. Null for words.</param>
/// <param name="Unit">Base unit: <c>B</c>, <c>ns</c> or <c>Hz</c>; empty where there is none.</param>
public sealed record SweptValue(string Path, string Text, double? Number, string Unit)
{
    /// <summary>The heading of its column, with the unit.</summary>
    public string Column => Unit.Length == 0 ? Path : $"{Path}_{Unit.ToLowerInvariant()}";
}
