using Sim.Core.Diagnostics;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Ops;

namespace Sim.Core.Runs;

/// <summary>One figure that was measured on hardware or on a real kernel: a row of a measurement file.</summary>
public sealed record Measurement
{
    /// <summary>Key in docs/sources.md.</summary>
    public required string Source { get; init; }

    /// <summary>Core profile name, or <c>any</c> where the figure does not depend on the core.</summary>
    public required string Core { get; init; }

    /// <summary>Kernel build name.</summary>
    public required string Kernel { get; init; }

    /// <summary>Dispatch strategy of that kernel build.</summary>
    public required string Strategy { get; init; }

    public required string Tracer { get; init; }

    public required int RelevantTracers { get; init; }

    public required int IrrelevantTracers { get; init; }

    public required OpsFlags OpsFlags { get; init; }

    /// <summary>Calls that the figure is a mean of.</summary>
    public required long Calls { get; init; }

    /// <summary>Name of a <see cref="Runs.Metric"/>, or for context rows any other name.</summary>
    public required string Metric { get; init; }

    /// <summary>The figure, in the metric's unit.</summary>
    public required double Value { get; init; }

    public required MeasurementRole Role { get; init; }

    /// <summary>Largest error of a prediction that still counts as right, in percent of <see cref="Value"/>. Null where nothing is checked.</summary>
    public required double? TolerancePercent { get; init; }

    public string Note { get; init; } = "";

    /// <summary>Where the row is written. Null where it was made in another way.</summary>
    public SourceSpan? At { get; init; }

    /// <summary>True if the figure was measured in the situation that <paramref name="cell"/> simulates.</summary>
    public bool IsOf(CellResult cell) =>
        (Core == AnyCore || Core == cell.Spec.Core.Name)
        && Kernel == cell.Spec.Kernel.Name
        && Strategy == cell.Strategy
        && Tracer == cell.Spec.Tracer
        && RelevantTracers == cell.Spec.RelevantTracers
        && IrrelevantTracers == cell.Spec.IrrelevantTracers
        && OpsFlags == cell.Spec.OpsFlags
        && cell.Spec.State == RunState.Warm
        && cell.Spec.Arrivals is null
        && cell.Spec.Setup with { Attachment = Attachment.Ops } == TracerSetup.Plain
        && (cell.Spec.Timeline.IsEmpty || Metric.EndsWith(AsPublished, StringComparison.Ordinal));

    /// <summary>End of the names of metrics in which time lost to others is included.</summary>
    public const string AsPublished = "_published";

    /// <summary>The <see cref="Core"/> of figures that no core changes, such as instruction counts.</summary>
    public const string AnyCore = "any";
}

/// <summary>What a measured figure is used for.</summary>
public enum MeasurementRole
{
    /// <summary>Parameters were fitted to it: never counted as evidence.</summary>
    Calibration,

    /// <summary>Predicted and checked against its tolerance.</summary>
    Validation,

    /// <summary>Shown, not checked.</summary>
    Context,
}
