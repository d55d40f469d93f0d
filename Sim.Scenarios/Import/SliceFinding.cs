namespace Sim.Scenarios.Import;

/// <summary>The evidence for lost time slices in runs whose cost should be linear in the number of ops.</summary>
/// <param name="Runs">Indices of all runs that were looked at together.</param>
/// <param name="SliceNs">Length of a slice: one tick.</param>
/// <param name="Line">Cost per call without the slices: constant, then per op, in ns.</param>
/// <param name="Error">Root mean square of the relative errors of that line.</param>
/// <param name="ErrorWithout">The same of the best line if nothing is taken out.</param>
/// <param name="ErrorOfOthers">The same with slices a sixteenth shorter and longer, which no kernel has.</param>
public sealed record SliceFinding(
    IReadOnlyList<int> Runs,
    double SliceNs,
    IReadOnlyList<double> Line,
    double Error,
    double ErrorWithout,
    IReadOnlyList<(double SliceNs, double Error)> ErrorOfOthers);
