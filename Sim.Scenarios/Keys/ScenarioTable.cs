using System.Text;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Keys;

/// <summary>The keys of scenario files as Markdown tables, for the documents.</summary>
static class ScenarioTable
{
    static readonly (string Title, GroupForm Form)[] Parts =
    [
        ("a scenario", ScenarioKeys.Root),
        ("`workload` of kind `call_loop`", ScenarioKeys.CallLoop),
        ("`workload` of kind `function_profile`", ScenarioKeys.FunctionProfile),
        ("`arrivals`", ScenarioKeys.Arrivals),
        ("`tracers` of a `call_loop`: `relevant`", ScenarioKeys.Relevant),
        ("`tracers` of a `call_loop`: `irrelevant`", ScenarioKeys.Irrelevant),
        ("`tracers` of a `function_profile`: each tool, by a name of your choice", ScenarioKeys.Tool),
        ("`timeline`: `tick`, `interrupt`, `time_slice`, `tracing_off`, `tracing_on`", ScenarioKeys.Interruption),
        ("`timeline`: `context_switch`", ScenarioKeys.Switch),
        ("`timeline`: `attach`, `detach`", ScenarioKeys.ToolChange),
        ("`strategy`", ScenarioKeys.Strategy),
        ("`design` of a sweep entry", ScenarioKeys.Design),
        ("an entry of `budgets`", RuleKeys.Budget),
        ("an entry of `expect`", RuleKeys.Expectation),
        ("`charts`", ScenarioKeys.Charts),
    ];

    public static string Markdown()
    {
        var text = new StringBuilder("# Keys of scenario files\n");
        foreach (var (title, form) in Parts)
        {
            text.Append($"\n## Keys of {title}\n\n| key | allowed | what it is |\n|---|---|---|\n");
            foreach (var key in form.Keys)
                text.Append($"| `{key.Name}`{(key.IsRequired ? " (required)" : "")} | {key.Form.Allowed} | {key.Sentence} |\n");
        }

        return text.ToString();
    }

    public static string Json() => Schemas.Document("A scenario of Sim", ScenarioKeys.Root.Schema());
}
