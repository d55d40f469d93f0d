using System.Collections.Concurrent;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Layout;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Measurements;
using Sim.Tests.House;

namespace Sim.Tests.Validation;

/// <summary>The scenarios, measurements and profiles that come with Sim.</summary>
static class Shipped
{
    static readonly ConcurrentDictionary<string, CoreProfile> Cores = new();
    static readonly ConcurrentDictionary<string, KernelBuild> Kernels = new();

    public static MeasurementFile Measurements(string name)
    {
        var bag = new DiagnosticBag();
        var file = MeasurementFile.Read(Path.Combine(Repository.Root, "scenarios", "measurements", name), bag);
        Assert.That(bag, Is.Empty);
        return file!;
    }

    public static Scenario Scenario(string path, params string[] overrides)
    {
        var bag = new DiagnosticBag();
        var scenario = ScenarioFile.Read(Path.Combine(Repository.Root, "scenarios", path), overrides, bag);
        Assert.That(bag, Is.Empty);
        return scenario!;
    }

    /// <summary>A cell of the shipped profiles.</summary>
    public static CellSpec Cell(
        string core, string kernel, int relevant, int irrelevant, long calls = 2000, string tracer = "nop", OpsFlags flags = OpsFlags.None) =>
        new()
        {
            Core = Core(core),
            Kernel = Kernel(kernel),
            Tracer = tracer,
            RelevantTracers = relevant,
            IrrelevantTracers = irrelevant,
            OpsFlags = flags,
            Calls = calls,
        };

    /// <summary>The same cell with a ring buffer of so many pages.</summary>
    public static CellSpec WithRing(CellSpec cell, int pages) =>
        cell with { Kernel = cell.Kernel with { Options = cell.Kernel.Options with { RingBufferBytes = pages * RingBufferLayout.DataPageBytes } } };

    public static CoreProfile Core(string name) =>
        Cores.GetOrAdd(name, _ => Scenario("intro/01-one-tracer.yaml", $"core={name}").Specs[0].Core);

    public static KernelBuild Kernel(string name) =>
        Kernels.GetOrAdd(name, _ => Scenario("intro/01-one-tracer.yaml", $"kernels=[{name}]").Specs[0].Kernel);
}
