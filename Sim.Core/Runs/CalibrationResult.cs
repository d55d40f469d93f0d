using Sim.Core.A64.Coding;

namespace Sim.Core.Runs;

/// <summary>Parameters of a core fitted to measured figures, and what the fit is worth.</summary>
/// <param name="Core">Name of the core.</param>
/// <param name="Parameters">The fitted parameters, in the order of the core's file.</param>
/// <param name="Rows">The figures of traced calls that they were fitted to.</param>
/// <param name="Instructions">The figures of instructions that they were fitted to.</param>
/// <param name="Alike">Pairs of parameters that these figures cannot tell apart.</param>
/// <param name="Candidates">Combinations of values that were simulated.</param>
/// <param name="Seed">Seed of the places where the search began.</param>
public sealed record CalibrationResult(
    string Core,
    IReadOnlyList<FittedParameter> Parameters,
    IReadOnlyList<FittedRow> Rows,
    IReadOnlyList<FittedFigure> Instructions,
    IReadOnlyList<AlikeParameters> Alike,
    int Candidates,
    long Seed)
{
    /// <summary>Cores that figures were measured on, but the fitted one.</summary>
    public IReadOnlyList<string> OtherCores =>
    [
        .. Rows.Select(row => row.Measurement.Core).Concat(Instructions.Select(figure => figure.Core))
            .Where(core => core != Core && core != Measurement.AnyCore).Distinct(),
    ];
}

/// <summary>One fitted parameter.</summary>
/// <param name="Key">Path in the core's file.</param>
/// <param name="Declared">Value before the fit, in cycles.</param>
/// <param name="Low">Lowest value that its file allows.</param>
/// <param name="High">Highest value that its file allows.</param>
/// <param name="Value">The fitted value.</param>
/// <param name="Sure">Values that the figures allow as well, at 95 %: as far apart as the file's range where they say nothing.</param>
public sealed record FittedParameter(string Key, int Declared, int Low, int High, int Value, (int Low, int High) Sure)
{
    /// <summary>False if the figures leave most of the parameter's range open.</summary>
    public bool IsSeen => Sure.High - Sure.Low <= (High - Low) / 2;
}

/// <summary>A figure that parameters were fitted to.</summary>
/// <param name="Measurement">The figure.</param>
/// <param name="Before">What was predicted with the declared values.</param>
/// <param name="After">What is predicted with the fitted ones.</param>
/// <param name="LeftOut">What is predicted with values fitted to the other figures only. Null if there are none.</param>
public sealed record FittedRow(Measurement Measurement, double Before, double After, double? LeftOut)
{
    /// <summary>Error of a prediction in percent of the figure.</summary>
    public double ErrorPercent(double predicted) => (predicted - Measurement.Value) / Measurement.Value * 100;
}

/// <summary>A latency or throughput of an instruction that parameters were fitted to.</summary>
/// <param name="Source">Name of the file that has it.</param>
/// <param name="Core">Name of the core that it was measured on.</param>
/// <param name="Case">The benchmark's name of the case.</param>
/// <param name="IsLatency">True if it is cycles of an instruction in a chain; false if it is instructions per cycle.</param>
/// <param name="Value">The figure; above 0.</param>
/// <param name="Before">What was predicted with the declared values.</param>
/// <param name="After">What is predicted with the fitted ones.</param>
/// <param name="LeftOut">What is predicted with values fitted to the other figures only. Null if there are none.</param>
public sealed record FittedFigure(string Source, string Core, string Case, bool IsLatency, double Value, double Before, double After, double? LeftOut)
{
    /// <summary>Error of a prediction in percent of the figure.</summary>
    public double ErrorPercent(double predicted) => (predicted - Value) / Value * 100;
}

/// <summary>Two parameters whose effects on the figures are so much alike that a change of one makes up for the other.</summary>
/// <param name="One">Key of a parameter.</param>
/// <param name="Other">Key of the other.</param>
/// <param name="Correlation">Correlation of their errors, -1 to 1.</param>
public sealed record AlikeParameters(string One, string Other, double Correlation);
