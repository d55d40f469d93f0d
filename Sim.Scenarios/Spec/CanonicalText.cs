using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine;
using Sim.Core.Runs;

namespace Sim.Scenarios.Spec;

/// <summary>Everything that a value of the model holds, as text: equal texts, equal values.</summary>
/// <remarks>
/// Values are read by their fields, private ones included, so that nothing that is added to a type can be left out. A type that this does not know is an error.
/// </remarks>
public static partial class CanonicalText
{
    const int LongList = 64;

    static readonly ConcurrentDictionary<Type, (string Name, FieldInfo Field)[]> Fields = new();

    // What many cells share is written once.
    static readonly ConditionalWeakTable<object, string> Shared = [];

    /// <summary>First 12 hexadecimal digits of the hash of a text.</summary>
    public static string ShortHash(string text) => Hash(text)[..12];

    /// <summary>SHA-256 of a text in hexadecimal digits.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The text of <paramref name="value"/>.</summary>
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append('-');
                break;
            case string words:
                text.Append('"').Append(JsonEncodedText.Encode(words).Value).Append('"');
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case Enum name:
                text.Append(name.ToString());
                break;
            case double number:
                text.Append(number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case IFormattable number when value.GetType().IsPrimitive || value is decimal or UInt128 or Int128:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case CoreProfile or KernelBuild or FunctionProfile or ToolSet or PopulationSpec or TracerSetup or RunState or Timeline or ICollection { Count: > LongList }:
                text.Append('#').Append(Shared.GetValue(value, WriteShared));
                break;
            case SourceText source:
                WriteSource(text, source, []);
                break;
            default:
                WriteParts(text, value);
                break;
        }
    }

    // With the texts that it includes: they are part of it.
    static void WriteSource(StringBuilder text, SourceText source, HashSet<string> seen)
    {
        Write(text, (source.Name, source.Text));
        foreach (Match include in Include().Matches(source.Text))
        {
            var name = include.Groups["name"].Value;
            if (seen.Add(name) && source.Open?.Invoke(name) is { } included)
                WriteSource(text, included, seen);
        }
    }

    [GeneratedRegex("\\.include\\s+\"(?<name>[^\"]+)\"", RegexOptions.IgnoreCase)]
    private static partial Regex Include();

    static string WriteShared(object value)
    {
        var text = new StringBuilder();
        WriteParts(text, value);
        return Hash(text.ToString());
    }

    static void WriteParts(StringBuilder text, object value)
    {
        var type = value.GetType();
        if (value is IDictionary dictionary)
        {
            var entries = dictionary.Keys.Cast<object>().Select(key => $"{Of(key)}:{Of(dictionary[key])}");
            text.Append('{').AppendJoin(' ', entries.Order(StringComparer.Ordinal)).Append('}');
        }
        else if (value is IEnumerable items)
        {
            text.Append('[');
            foreach (var item in items)
            {
                Write(text, item);
                text.Append(' ');
            }

            text.Append(']');
        }
        else if (value is ITuple tuple)
        {
            text.Append('(');
            for (var item = 0; item < tuple.Length; item++)
            {
                Write(text, tuple[item]);
                text.Append(' ');
            }

            text.Append(')');
        }
        else if (type.Assembly == typeof(CellSpec).Assembly)
        {
            text.Append('{');
            foreach (var (name, field) in Fields.GetOrAdd(type, FieldsOf))
            {
                text.Append(name).Append(':');
                Write(text, field.GetValue(value));
                text.Append(' ');
            }

            text.Append('}');
        }
        else
        {
            throw new SimBug($"a value of type {type} has no canonical text");
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The native command keeps all members of Sim.Core and Sim.Scenarios.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The native command keeps all members of Sim.Core and Sim.Scenarios.")]
    static (string Name, FieldInfo Field)[] FieldsOf(Type type)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        List<(string Name, FieldInfo Field)> fields = [];
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
            fields.AddRange(at.GetFields(Own).Select(field => (NameOf(field), field)));
        // A compiler that leaves out what only reflection asks for would make all values of the type equal.
        return fields.Count > 0 ? [.. fields.OrderBy(field => field.Name, StringComparer.Ordinal)] : throw new SimBug($"{type} has no fields to write");
    }

    // <Name>k__BackingField of a property, or a parameter of a primary constructor.
    static string NameOf(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
}
