using System.Text.Json.Nodes;

namespace Sim.Scenarios.Reading;

/// <summary>Text, of a form of its own or of any.</summary>
/// <param name="Kind">What it may be.</param>
/// <param name="Parse">What it represents, or null where it is not of the form. Null where any text will do.</param>
/// <param name="Problem">The diagnostic of a text of another form, with <c>{0}</c> in its place.</param>
sealed record TextForm(string Kind, Func<string, object?>? Parse = null, (string Code, string Message, string? Hint) Problem = default) : ValueForm
{
    public override string Allowed => Kind;

    public override object? Read(Node node, string what, ValueReader values)
    {
        if (values.Text(node, what) is not { } text || Parse is null)
            return (node as Scalar)?.Text is { Length: > 0 } any ? any : null;
        var value = Parse(text);
        if (value is null)
            values.Report(node, Problem.Code, Problem.Message.Replace("{0}", Quoted.Text(text), StringComparison.Ordinal), Problem.Hint);
        return value;
    }

    // A version looks like a number.
    public override JsonObject Schema() => new() { ["type"] = new JsonArray("string", "number") };
}
