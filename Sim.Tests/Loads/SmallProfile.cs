using Sim.Core.Kernel;
using Sim.Core.Runs;
using Sim.Tests.Validation;

namespace Sim.Tests.Loads;

/// <summary>A system of a few functions, for tests that look into it.</summary>
static class SmallProfile
{
    static readonly FunctionProfile Profile = new(
        "small", [.. Enumerable.Range(0, 40).Select(i => new ProfiledFunction(i % 4 == 0 ? $"vfs_{i}" : $"do_{i}", 1000 / (i + 1)))]);

    public static CellSpec Cell(string kernel, long calls, long seed, params Tool[] tools) =>
        Shipped.Cell("neoverse-n1", kernel, tools.Sum(tool => tool.Count), 0, calls) with
        {
            Population = new PopulationSpec(Profile, Profile.Functions.Count, PopulationSpec.DefaultWorkInstructions, seed),
            Tools = new ToolSet(tools),
        };

    public static Tool Tool(string tracer, string patterns = "", int count = 1, double share = 1) =>
        new($"{tracer} on {patterns}", tracer, count, new FunctionFilter(patterns, share), OpsFlags.None);
}
