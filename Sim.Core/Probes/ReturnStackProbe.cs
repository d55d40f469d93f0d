using Sim.Core.Machine;

namespace Sim.Core.Probes;

/// <summary>Depth of the return stack: the deepest calls whose returns are all foreseen.</summary>
static class ReturnStackProbe
{
    const string Name = "branches";
    const int Beyond = 8;
    const int WarmUp = 8;
    const int Turns = 8;

    /// <summary>Returns the finding, and mispredicted returns against the depth of calls.</summary>
    public static (Finding Finding, Curve Curve) Run(CoreProfile machine, CoreProfile declared)
    {
        var deepest = declared.Branches.ReturnStackDepth + Beyond;
        var bench = new Bench(machine, Text(deepest));
        bench.Memory.Map(Bench.Data, 4096);
        bench.X[A64.Register.Stack] = Bench.Data + 4096;

        List<CurvePoint> points = [];
        for (var depth = 1; depth <= deepest; depth++)
        {
            bench.X[5] = bench.AddressOf($"function_{depth}");
            points.Add(new(depth, (double)bench.Run("calls", WarmUp, Turns).BranchMispredicts / Turns));
        }

        var foreseen = points.TakeWhile(point => point.Y == 0).Count();
        var finding = Finding.Exact(Name, "nested calls whose returns are foreseen", "branches.return_stack_depth",
            foreseen < deepest ? foreseen : null, declared.Branches.ReturnStackDepth);
        return (finding, new("return_stack", "depth of calls", "mispredicts per turn", points));
    }

    // function_n calls function_(n-1), down to a leaf: calls of function_n nest n deep.
    static string Text(int deepest)
    {
        var text = new Loops().Add("calls", "blr x5").Code("function_1", ["ret"]);
        for (var depth = 2; depth <= deepest; depth++)
        {
            text.Code($"function_{depth}",
                ["stp x29, x30, [sp, #-16]!", $"bl function_{depth - 1}", "ldp x29, x30, [sp], #16", "ret"]);
        }

        return text.ToString();
    }
}
