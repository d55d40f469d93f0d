using System.Text.Json.Nodes;

namespace Sim.Scenarios.Reading;

/// <summary>What a value may be: how it is read, and how a schema and a table describe it.</summary>
abstract record ValueForm
{
    /// <summary>What is allowed, in a few words.</summary>
    public abstract string Allowed { get; }

    /// <summary>The value of <paramref name="node"/>; null after reporting a mistake.</summary>
    public abstract object? Read(Node node, string what, ValueReader values);

    /// <summary>The same as a JSON Schema.</summary>
    public abstract JsonObject Schema();
}

/// <summary>A whole number without a unit.</summary>
sealed record IntegerForm(long Low, long High) : ValueForm
{
    public override string Allowed => High == long.MaxValue
        ? FormattableString.Invariant($"{Low:N0} or more")
        : FormattableString.Invariant($"{Low:N0} to {High:N0}");

    public override object? Read(Node node, string what, ValueReader values) => values.Integer(node, what, Low, High);

    // With _ between the digits, YAML takes a number for text.
    public override JsonObject Schema()
    {
        var number = new JsonObject { ["type"] = "integer", ["minimum"] = Low };
        if (High != long.MaxValue)
            number["maximum"] = High;
        return new() { ["anyOf"] = new JsonArray(number, Schemas.Pattern("^[0-9]+(_[0-9]+)+$")) };
    }
}

/// <summary>A number with a unit.</summary>
/// <param name="Units">Units with their factors; the one whose factor is 1 is that of the range and of the result.</param>
/// <param name="Low">Lowest value.</param>
/// <param name="High">Highest value.</param>
sealed record MeasuredForm(IReadOnlyDictionary<string, decimal> Units, double Low, double High) : ValueForm
{
    public override string Allowed => $"{Quantity.Shortest(Low, Units)} to {Quantity.Shortest(High, Units)}";

    public override object? Read(Node node, string what, ValueReader values) => values.Measured(node, what, Units, Low, High);

    public override JsonObject Schema() => Schemas.Pattern($"^[+-]?[0-9][0-9_]*(\\.[0-9]+)? ?({string.Join('|', Units.Keys)})$");
}

/// <summary><c>true</c> or <c>false</c>.</summary>
sealed record TruthForm : ValueForm
{
    public override string Allowed => "true or false";

    public override object? Read(Node node, string what, ValueReader values) => values.Truth(node, what);

    public override JsonObject Schema() => new() { ["type"] = "boolean" };
}

/// <summary>An address in hexadecimal.</summary>
/// <param name="MultipleOf">What divides it.</param>
sealed record AddressForm(ulong MultipleOf = 1) : ValueForm
{
    public override string Allowed => MultipleOf == 1 ? "an address, 0x..." : $"an address, 0x..., multiple of {MultipleOf}";

    public override object? Read(Node node, string what, ValueReader values) => values.Address(node, what, MultipleOf);

    // YAML reads an address as a number.
    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, Schemas.Pattern("^0x[0-9a-fA-F]+$")) };
}
