using System.Globalization;
using Sim.Core.Diagnostics;
using Sim.Core.Mechanisms;
using Sim.Core.Units;

namespace Sim.Scenarios.Reading;

/// <summary>Turns nodes into values. Methods return null after reporting a mistake; <c>what</c> names the value in messages.</summary>
sealed class ValueReader(DiagnosticBag bag)
{
    /// <summary>Adds a diagnostic at <paramref name="node"/>.</summary>
    public void Report(Node node, string code, string message, string? hint = null) => node.Place.Report(bag, code, message, hint);

    /// <summary>Text that is not empty.</summary>
    public string? Text(Node node, string what)
    {
        if (node is Scalar { Text.Length: > 0 } scalar)
            return scalar.Text;
        var found = node is Scalar ? "nothing" : Quoted.Text(node);
        node.Place.Report(bag, Code.WrongType, $"{what} must be a single value, not {found}");
        return null;
    }

    /// <summary>One of <paramref name="known"/>.</summary>
    public string? Name(Node node, string what, IReadOnlyCollection<string> known)
    {
        if (Text(node, what) is not { } text)
            return null;
        if (known.Contains(text))
            return text;
        node.Place.Report(bag, Code.UnknownName, $"unknown {what} {Quoted.Text(text)}", FieldNames.HintFor(text) ?? NearestName.Hint(text, known));
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? Truth(Node node, string what)
    {
        if (Text(node, what) is not { } text)
            return null;
        if (text is "true" or "false")
            return text == "true";
        node.Place.Report(bag, Code.WrongType, $"{what} must be true or false, not {Quoted.Text(text)}");
        return null;
    }

    /// <summary>A whole number without a unit.</summary>
    public long? Integer(Node node, string what, long low, long high)
    {
        if (Text(node, what) is not { } text)
            return null;
        if (!Quantity.TryParse(text, out var quantity) || quantity.Unit.Length > 0 || quantity.Number % 1 != 0)
        {
            node.Place.Report(bag, Code.NotANumber, $"{what} must be a whole number, not {Quoted.Text(text)}");
            return null;
        }

        if (quantity.Number >= low && quantity.Number <= high)
            return (long)quantity.Number;
        var range = FormattableString.Invariant($"{low:N0} to {high:N0}");
        node.Place.Report(bag, Code.OutOfRange, $"{what} {Quoted.Text(text)} is not from {range}");
        return null;
    }

    /// <summary>A number with one of <paramref name="units"/>; the result, and the range, in the unit whose factor is 1.</summary>
    public double? Measured(Node node, string what, IReadOnlyDictionary<string, decimal> units, double low, double high)
    {
        if (Text(node, what) is not { } text)
            return null;
        var known = string.Join(", ", units.Keys);
        if (!Quantity.TryParse(text, out var quantity))
        {
            node.Place.Report(bag, Code.NotANumber, $"{what} must be a number with a unit ({known}), not {Quoted.Text(text)}");
            return null;
        }

        if (!units.TryGetValue(quantity.Unit, out var factor))
        {
            var problem = quantity.Unit.Length == 0 ? "has no unit" : $"has the unknown unit {Quoted.Text(quantity.Unit)}";
            node.Place.Report(bag, Code.Unit, $"{what} {Quoted.Text(text)} {problem}", $"Known units: {known}.");
            return null;
        }

        var value = (double)quantity.Number * (double)factor;
        if (value >= low && value <= high)
            return value;
        var unit = units.First(unit => unit.Value == 1).Key;
        var range = FormattableString.Invariant($"{low:#,0.###} to {high:#,0.###} {unit}");
        node.Place.Report(bag, Code.OutOfRange, $"{what} {Quoted.Text(text)} is not from {range}");
        return null;
    }

    /// <summary>An address in hexadecimal, with <c>0x</c>.</summary>
    public Address? Address(Node node, string what, ulong multipleOf)
    {
        if (Text(node, what) is not { } text)
            return null;
        if (!text.StartsWith("0x", StringComparison.Ordinal)
            || !ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var address))
            node.Place.Report(bag, Code.NotANumber, $"{what} must be an address such as 0xffff800008010000, not {Quoted.Text(text)}");
        else if (address % multipleOf != 0)
            node.Place.Report(bag, Code.Inconsistent, $"{what} must be a multiple of {multipleOf}");
        else
            return new Address(address);
        return null;
    }

    /// <summary>The items of a list that is not empty.</summary>
    public IReadOnlyList<Node>? Items(Node node, string what)
    {
        if (node is Sequence { Items.Count: > 0 } sequence)
            return sequence.Items;
        var found = node is Sequence ? "an empty one" : Quoted.Text(node);
        node.Place.Report(bag, Code.WrongType, $"{what} must be a list, not {found}", node is Scalar { Text.Length: > 0 } one ? $"Write [{one.Text}]." : null);
        return null;
    }
}
