namespace Sim.Core.Probes.Measured;

/// <summary>A figure that a benchmark measured on a real core.</summary>
/// <param name="Section">The benchmark's name for cases of this kind.</param>
/// <param name="Case">Which case: its name is the benchmark's.</param>
/// <param name="Kind">Which of the case's two figures.</param>
/// <param name="Value">Cycles, or instructions per cycle; above 0.</param>
/// <param name="IsCalibration">True if a value of the core's file was set from it: then it proves nothing about that value.</param>
public sealed record MeasuredFigure(string Section, InstructionCase Case, FigureKind Kind, double Value, bool IsCalibration = false);
