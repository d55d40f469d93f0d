using System.Reflection;
using Sim.Scenarios.Files;

namespace Sim.Tests.Scenarios;

public sealed class DiagnosticCodeTests
{
    [Test]
    public void Every_code_of_a_mistake_in_a_file_is_documented()
    {
        var documented = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics.md"));
        var codes = typeof(ScenarioFile).Assembly.GetType("Sim.Scenarios.Reading.Code")!
            .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        Assert.That(codes.Where(code => !documented.Contains($"| {code} |", StringComparison.Ordinal)), Is.Empty);
    }
}
