using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Checks;

/// <summary>Reads the figures of a rule.</summary>
sealed class RuleFigures(DiagnosticBag bag)
{
    /// <summary>The highest figure that a rule may name, in the metric's unit.</summary>
    public const double Most = 1e15;

    static readonly Dictionary<string, decimal> Percent = new() { ["%"] = 1 };

    readonly ValueReader _values = new(bag);

    /// <summary>The metric that the rule is about. Null after reporting a mistake.</summary>
    public Metric? Metric(Fields fields) =>
        fields.Node("metric") is { } node && _values.Name(node, "metric", [.. Core.Runs.Metric.All.Select(metric => metric.Name)]) is { } name
            ? Core.Runs.Metric.Find(name)
            : null;

    /// <summary>What <c>at_least</c>, <c>at_most</c> and <c>between</c> say. Null where none of them is there, or after reporting a mistake.</summary>
    /// <param name="fields">The rule.</param>
    /// <param name="metric">Gives the unit. Null for plain numbers.</param>
    /// <param name="low">Lowest that is allowed.</param>
    public Bounds? Bounds(Fields fields, Metric? metric, double low)
    {
        var (least, most, both) = (fields.Node("at_least"), fields.Node("at_most"), fields.Node("between"));
        var before = bag.Count;
        double? Read(Node node, string what) => metric is null ? Plain(node, what, low) : _values.Measured(node, what, UnitsOf(metric), low, Most);
        if (both is not null && (least ?? most) is not null)
        {
            both.Place.Report(bag, Code.ExclusiveKeys, $"the rule has 'between' and '{(least is not null ? "at_least" : "at_most")}': keep one");
            return null;
        }

        if ((both ?? least ?? most) is not { } any)
            return null;
        double? from = null, to = null;
        if (both is null)
            (from, to) = (least is null ? null : Read(least, "at_least"), most is null ? null : Read(most, "at_most"));
        else if (both is Sequence { Items: [var first, var second] })
            (from, to) = (Read(first, "between"), Read(second, "between"));
        else
            both.Place.Report(bag, Code.WrongType, $"between must be a list of two numbers, not {Quoted.Text(both)}", $"Write [1{Suffix(metric)}, 3{Suffix(metric)}].");
        if (from > to)
            any.Place.Report(bag, Code.Inconsistent, $"no figure is at least {FigureText.Of(from.Value, metric?.Unit ?? "")} and at most {FigureText.Of(to.Value, metric?.Unit ?? "")}");
        return bag.Count > before ? null : new Bounds(from, to, metric?.Unit ?? "");
    }

    /// <summary>What <c>within</c> says. Null where it is not there, or after reporting a mistake.</summary>
    public Slack? Slack(Fields fields, Metric metric)
    {
        if (fields.Node("within") is not { } node || _values.Text(node, "within") is not { } text)
            return null;
        var units = new Dictionary<string, decimal>(UnitsOf(metric));
        units.TryAdd("%", 1);
        var relative = Quantity.TryParse(text, out var quantity) && Percent.ContainsKey(quantity.Unit);
        return _values.Measured(node, "within", relative ? Percent : units, 0, Most) is { } number
            ? new Slack(number, relative ? "%" : metric.Unit, relative)
            : null;
    }

    double? Plain(Node node, string what, double low)
    {
        if (_values.Text(node, what) is not { } text)
            return null;
        if (Quantity.TryParse(text, out var quantity) && quantity.Unit.Length == 0 && (double)quantity.Number >= low)
            return (double)quantity.Number;
        node.Place.Report(bag, Code.NotANumber, $"{what} must be a number without a unit, 0 or more, not {Quoted.Text(text)}", "A ratio of 2 is twice as much.");
        return null;
    }

    static string Suffix(Metric? metric) => metric is null ? "" : $" {metric.Unit}";

    /// <summary>Units in which a figure of <paramref name="metric"/> may be written.</summary>
    public static IReadOnlyDictionary<string, decimal> UnitsOf(Metric metric) =>
        metric.Unit == "ns" ? Quantity.Durations : new Dictionary<string, decimal> { [metric.Unit] = 1 };
}
