using System.Globalization;
using Sim.Core.Kernel;
using Sim.Core.Runs;
using Sim.Tests.House;

namespace Sim.Tests.Validation.KernelPaths;

/// <summary>The rows of <c>scenarios/measurements/kernel-paths</c>, and the cells that they were measured on.</summary>
static class MeasuredPaths
{
    static readonly Dictionary<string, string> Kernels = new()
    {
        ["6.1.176-debian"] = "linux-6.1-debian",
        ["6.12.95-debian"] = "linux-6.12-debian",
    };

    /// <summary>Rows of a file, each with its values by column.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string file)
    {
        var lines = Repository.Read($"scenarios/measurements/kernel-paths/{file}").Trim().Split('\n');
        var columns = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => columns.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    /// <summary>The rows of a file for one call.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string file, string kernel, string path) =>
        [.. Read(file).Where(row => row["kernel"] == kernel && row["case"] == path)];

    /// <summary>Kernel and case of every call that <c>classes.csv</c> has and dispatch alone decides.</summary>
    public static IEnumerable<object[]> DispatchCases() =>
        from row in Read("classes.csv")
        where row["case"].StartsWith("rel", StringComparison.Ordinal)
        select new object[] { row["kernel"], row["case"] };

    /// <summary>The cell of a case such as <c>rel1_irr2_assist_recursion</c>, or of the kernel's function tracer.</summary>
    public static CellSpec Cell(string kernel, string path)
    {
        if (path == "work_function")
            return Shipped.Cell("neoverse-n1", Kernels[kernel], 1, 0, tracer: "ring_buffer");
        var words = path.Split('_');
        var flags = words.Contains("recursion") ? OpsFlags.Recursion : words.Contains("save") ? OpsFlags.SaveRegs : OpsFlags.None;
        return Shipped.Cell(
            "neoverse-n1", Kernels[kernel], Number(words[0][3..]), Number(words[1][3..]), tracer: words.Contains("count") ? "count" : "nop", flags: flags);
    }

    public static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
