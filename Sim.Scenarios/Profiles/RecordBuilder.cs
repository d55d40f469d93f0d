using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Sim.Core.Diagnostics;

namespace Sim.Scenarios.Profiles;

/// <summary>Makes a record, with the records in it, from the values of its members.</summary>
/// <param name="values">Values by dotted name, such as <c>Branches.BtbLevels[0].Ways</c>.</param>
sealed class RecordBuilder(IReadOnlyDictionary<string, object?> values)
{
    /// <summary>The record. What no value is for is null, or an empty list; a number that no value is for is a bug.</summary>
    public T Build<T>() => (T)Build(typeof(T), "");

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The native command keeps all members of Sim.Core and Sim.Scenarios.")]
    object Build(Type type, string prefix)
    {
        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        var parameters = constructor.GetParameters();
        var record = constructor.Invoke([.. parameters.Select(parameter => Member(parameter.ParameterType, prefix + parameter.Name))]);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && parameters.All(parameter => parameter.Name != property.Name)))
            property.SetValue(record, Member(property.PropertyType, prefix + property.Name));
        return record;
    }

    object? Member(Type type, string name)
    {
        if (values.TryGetValue(name, out var value))
            return value;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return Items(type.GetGenericArguments()[0], name);
        if (HasBelow(name + "."))
            return Build(type, name + ".");
        if (type.IsValueType && Nullable.GetUnderlyingType(type) is null)
            throw new SimBug($"no key of a profile file describes {name}");
        return null;
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Items are records: all lists of references share one code.")]
    IList Items(Type type, string name)
    {
        var items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(type))!;
        while (HasBelow($"{name}[{items.Count}]."))
            items.Add(Build(type, $"{name}[{items.Count}]."));
        return items;
    }

    bool HasBelow(string prefix) => values.Keys.Any(key => key.StartsWith(prefix, StringComparison.Ordinal));
}
