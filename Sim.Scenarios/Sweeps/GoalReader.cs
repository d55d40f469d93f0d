using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Checks;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>Reads the key <c>find</c> of a sweep entry.</summary>
sealed class GoalReader(DiagnosticBag bag)
{
    const string Example = "Write find: { smallest: irrelevant, such_that: overhead_ns > 100 ns }.";

    static readonly string[] Relations = ["<=", ">=", "<", ">"];

    readonly ValueReader _values = new(bag);

    /// <summary>What is sought; null after reporting mistakes.</summary>
    public SearchGoal? Read(Node node, IReadOnlyList<Axis> axes)
    {
        if (Fields.Of(node, ScenarioKeys.Find, bag) is not { } fields)
            return null;
        var before = bag.Count;
        var (smallest, largest, condition) = (fields.Node("smallest"), fields.Node("largest"), fields.Node("such_that"));
        fields.RejectUnknown();
        if (smallest is null == largest is null)
        {
            if (smallest is null)
                node.Place.Report(bag, Code.MissingKey, "find has no key 'smallest' or 'largest'", Example);
            else
                largest!.Place.Report(bag, Code.ExclusiveKeys, "find has 'smallest' and 'largest': keep one");
            return null;
        }

        var name = _values.Name((smallest ?? largest)!, "name in this sweep entry", [.. axes.SelectMany(axis => axis.Names).Select(each => each.Text)]);
        if (name is not null)
            CheckAxis((smallest ?? largest)!, axes.First(axis => axis.Names.Any(each => each.Text == name)));
        var met = condition is null ? null : Condition(condition);
        return bag.Count > before || name is null || met is not { } bound ? null : new(name, smallest is not null, bound.Metric, bound.Relation, bound.Bound);
    }

    // Halves of a list say something only if it is in order.
    void CheckAxis(Node node, Axis axis)
    {
        if (axis.Names.Count > 1)
        {
            node.Place.Report(bag, Code.Search, $"{Quoted.Text(node)} is in a zip: find searches the values of a name of its own");
            return;
        }

        double? last = null;
        foreach (var value in axis.Points.Select(point => point[0]))
        {
            if (value is not Scalar scalar || !Quantity.TryParse(scalar.Text, out var quantity))
            {
                value.Place.Report(bag, Code.Search, $"{Quoted.Text(value)} is no number: find searches numbers, from low to high", Example);
                return;
            }

            var number = quantity.InBase;
            if (number <= last)
            {
                value.Place.Report(bag, Code.Search, $"{Quoted.Text(value)} is not above the value before it: find searches numbers, from low to high");
                return;
            }

            last = number;
        }
    }

    (Metric Metric, string Relation, double Bound)? Condition(Node node)
    {
        if (_values.Text(node, "such_that") is not { } text)
            return null;
        var relation = Relations.FirstOrDefault(relation => text.Contains(relation, StringComparison.Ordinal));
        if (relation is null || node is not Scalar scalar)
        {
            node.Place.Report(bag, Code.Search, $"{Quoted.Text(text)} is no condition: it needs a metric, one of <, <=, >, >= and a bound", Example);
            return null;
        }

        var (name, bound) = (text[..text.IndexOf(relation, StringComparison.Ordinal)].Trim(), text[(text.IndexOf(relation, StringComparison.Ordinal) + relation.Length)..].Trim());
        if (_values.Name(scalar with { Text = name }, "metric", [.. Metric.All.Select(metric => metric.Name)]) is not { } known || Metric.Find(known) is not { } found)
            return null;
        return _values.Measured(scalar with { Text = bound }, $"the bound of {found.Name}", RuleFigures.UnitsOf(found), -RuleFigures.Most, RuleFigures.Most) is { } number
            ? (found, relation, number) : null;
    }
}
