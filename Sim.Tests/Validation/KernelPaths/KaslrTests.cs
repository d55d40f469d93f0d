using System.Globalization;
using Sim.Core;
using Sim.Core.Kernel.Build;
using Sim.Core.Loads;
using Sim.Core.Runs;

namespace Sim.Tests.Validation.KernelPaths;

/// <summary>With KASLR the module is elsewhere at every boot, and its calls take what is measured: a veneer where no BL reaches.</summary>
public class KaslrTests
{
    static readonly Dictionary<string, string> Kernels = new()
    {
        ["6.1.176-debian"] = "linux-6.1-debian",
        ["6.12.95-debian"] = "linux-6.12-debian",
    };

    [TestCaseSource(nameof(Boots))]
    public void A_call_has_as_many_instructions_as_measured_with_the_module_at_that_distance(
        string kernel, int relevant, int irrelevant, long distanceBytes, double instructions)
    {
        var build = Shipped.Kernel(Kernels[kernel]);
        var cell = Shipped.Cell("neoverse-n1", build.Name, relevant, irrelevant) with { Kernel = WithTraceeAt(build, distanceBytes) };

        var run = Simulation.Run(cell);

        Assert.That((double)run.Instructions / run.Calls, Is.EqualTo(instructions).Within(2).Percent);
    }

    [Test]
    public void A_veneer_is_three_instructions([Values("linux-6.1-debian", "linux-6.12-debian")] string kernel, [Values(1, 2)] int relevant)
    {
        var (near, far) = (Run(kernel, relevant), Run($"{kernel}-kaslr", relevant));

        Assert.That(far.Instructions - near.Instructions, Is.EqualTo(3 * near.Calls));
        Assert.That(far.Regions.Single(region => region.Region == "veneer").Instructions, Is.EqualTo(3 * far.Calls));
        Assert.That(near.Regions.Select(region => region.Region), Does.Not.Contain("veneer"));
    }

    [TestCase("linux-5.4-mcount")]
    [TestCase("linux-5.4-mcount-static")]
    [TestCase("linux-6.2-args")]
    public void Other_kernels_have_the_same_veneer(string kernel)
    {
        var cell = Shipped.Cell("neoverse-n1", kernel, 1, 0);
        var at = cell.Kernel.Addresses;

        var (near, far) = (Simulation.Run(cell), Simulation.Run(cell with { Kernel = cell.Kernel with { Addresses = at with { Module = at.Module - (1 << 30) } } }));

        Assert.That(far.Instructions - near.Instructions, Is.EqualTo(3 * near.Calls));
        Assert.That(far.Path.Kind, Is.EqualTo(DispatchPath.Veneer));
    }

    [Test]
    public void A_tracer_that_wants_all_registers_has_a_veneer_too()
    {
        var cell = Shipped.Cell("neoverse-n1", "linux-6.1-debian", 1, 0, flags: Core.Kernel.OpsFlags.SaveRegs);

        var (near, far) = (Simulation.Run(cell), Simulation.Run(cell with { Kernel = Shipped.Kernel("linux-6.1-debian-kaslr") }));

        Assert.That(far.Instructions - near.Instructions, Is.EqualTo(3 * near.Calls));
    }

    static RunResult Run(string kernel, int relevant) => Simulation.Run(Shipped.Cell("neoverse-n1", kernel, relevant, 0));

    // The tracee's place in the module does not change with the module's.
    static KernelBuild WithTraceeAt(KernelBuild build, long distanceBytes)
    {
        var tracee = CallLoop.Build(Shipped.Cell("neoverse-n1", build.Name, 0, 0)).Code.Symbols["tracee_relevant"];
        var offset = tracee - build.Addresses.Module;
        return build with { Addresses = build.Addresses with { Module = build.Addresses.FtraceCaller - (ulong)distanceBytes - offset } };
    }

    static IEnumerable<TestCaseData> Boots() =>
        from row in MeasuredPaths.Read("kaslr.csv")
        select new TestCaseData(
            row["kernel"],
            MeasuredPaths.Number(row["relevant"]),
            MeasuredPaths.Number(row["irrelevant"]),
            long.Parse(row["tracee_to_ftrace_caller_bytes"], CultureInfo.InvariantCulture),
            double.Parse(row["insn_per_call_min"], CultureInfo.InvariantCulture)).SetArgDisplayNames(
                row["kernel"], row["variant"], $"{row["relevant"]}+{row["irrelevant"]}");
}
