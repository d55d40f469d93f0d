namespace Sim.Tests.House.Symbols;

/// <summary>Namespaces that use each other, directly or through others.</summary>
static class Circles
{
    /// <summary>Each circle as its namespaces, sorted.</summary>
    public static IReadOnlyList<string[]> In(IEnumerable<NamespaceUse> uses)
    {
        var next = uses.GroupBy(use => use.From).ToDictionary(group => group.Key, group => group.Select(use => use.To).ToHashSet());
        var reach = next.Keys.ToDictionary(start => start, start => ReachableFrom(start, next));
        return
        [
            .. next.Keys.Where(name => reach[name].Contains(name))
                .GroupBy(name => string.Join(' ', reach[name].Where(other => reach.TryGetValue(other, out var back) && back.Contains(name))
                    .Order(StringComparer.Ordinal)))
                .Select(group => group.Key.Split(' ')),
        ];
    }

    static HashSet<string> ReachableFrom(string start, Dictionary<string, HashSet<string>> next)
    {
        HashSet<string> reached = [];
        Stack<string> open = new([start]);
        while (open.TryPop(out var name))
        {
            foreach (var other in next.GetValueOrDefault(name, []).Where(reached.Add))
                open.Push(other);
        }

        return reached;
    }
}
