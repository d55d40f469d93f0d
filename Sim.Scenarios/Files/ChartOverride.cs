using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Files;

/// <summary>What <c>charts</c> of a scenario says in the place of what its results would decide. Null: they decide.</summary>
/// <param name="X">What is along the horizontal axis.</param>
/// <param name="Colour">What colours tell apart.</param>
/// <param name="Panels">What has a panel each; empty for one panel.</param>
/// <param name="Metric">The figure.</param>
/// <param name="Scale"><c>linear</c> or <c>log</c>.</param>
public sealed record ChartOverride(ChartName? X, ChartName? Colour, IReadOnlyList<ChartName>? Panels, Metric? Metric, string? Scale)
{
    /// <summary>What <paramref name="node"/> says; null after a mistake.</summary>
    internal static ChartOverride? Read(Node node, DiagnosticBag bag)
    {
        if (Fields.Of(node, ScenarioKeys.Charts, bag) is not { } fields)
            return null;
        var values = new ValueReader(bag);
        var panels = fields.Node("panels") is { } list ? values.Items(list, "panels") : null;
        var charts = new ChartOverride(
            NameOf("x"), NameOf("colour"), panels is null ? null : [.. panels.Select(item => Name(item, "panels")).OfType<ChartName>()],
            fields.Text("metric") is { } metric ? Metric.Find(metric) : null, fields.Text("scale"));
        fields.RejectUnknown();
        return charts;

        ChartName? NameOf(string key) => fields.Node(key) is { } given ? Name(given, key) : null;
        ChartName? Name(Node given, string key) => values.Text(given, key) is { } text ? new(key, text, given.Place.At, given.Place.Excerpt) : null;
    }
}

/// <summary>A name in <c>charts</c>, of something in which cells differ.</summary>
/// <param name="Key">The key that it is a value of.</param>
/// <param name="Text">The name.</param>
/// <param name="At">Where it is.</param>
/// <param name="Excerpt">The whole line.</param>
public sealed record ChartName(string Key, string Text, SourceSpan At, string? Excerpt);
