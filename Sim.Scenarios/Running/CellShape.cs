using Sim.Core.Runs;

namespace Sim.Scenarios.Running;

/// <summary>Cells of one shape execute the same parts of the code, each in other numbers and on other machines.</summary>
public static class CellShape
{
    // A list is walked alike with three tracers and with more.
    const int MostApart = 3;

    /// <summary>The first cell of each shape, in plan order.</summary>
    public static IReadOnlyList<Cell> First(IEnumerable<Cell> cells) => [.. cells.DistinctBy(ShapeOf)];

    // What happens by the clock, or in code of other people's, may differ in every cell.
    static object ShapeOf(Cell cell)
    {
        var spec = cell.Spec;
        return spec.Population is not null || spec.Arrivals is not null || spec.Kernel.Capture is not null || !spec.Timeline.Equals(Core.Runs.Timeline.Empty)
            ? cell.Index
            : (
                spec.Core.Name,
                new ByReference(spec.Kernel),
                spec.Tracer,
                new ByReference(spec.OwnTracer),
                new ByReference(spec.Design),
                spec.Setup,
                (spec.OpsFlags, spec.Interval, spec.Calls, spec.SteadyState),
                (Math.Min(spec.RelevantTracers, MostApart), Math.Min(spec.IrrelevantTracers, MostApart)),
                (spec.State.Cold, spec.State.PollutedLines > 0, spec.State.StackOffset > 0));
    }

    // The same object: profiles are large.
    readonly struct ByReference(object? value) : IEquatable<ByReference>
    {
        readonly object? _value = value;

        public bool Equals(ByReference other) => ReferenceEquals(_value, other._value);

        public override bool Equals(object? obj) => obj is ByReference other && Equals(other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(_value);
    }
}
