namespace Sim.Core.Runs;

/// <summary>Instructions that a real kernel executed to attach or detach.</summary>
/// <param name="Kernel">Kernel build name.</param>
/// <param name="Attaches">True for attaching, false for detaching.</param>
/// <param name="Tracer">Tracer body.</param>
/// <param name="Functions">Functions of each ops. Null: all.</param>
/// <param name="Ops">Ops on these functions.</param>
/// <param name="OtherOps">Ops on another function, registered after them.</param>
/// <param name="Instructions">Median of the runs.</param>
public sealed record AttachMeasurement(string Kernel, bool Attaches, string Tracer, int? Functions, int Ops, int OtherOps, long Instructions)
{
    /// <summary>True if it was measured in the situation that <paramref name="spec"/> simulates.</summary>
    public bool IsOf(AttachSpec spec) =>
        Kernel == spec.Kernel.Name && Tracer == spec.Tracer && Functions == spec.Functions && Ops == spec.Ops && OtherOps == 0
        && spec.AmongPercent == 100;
}
