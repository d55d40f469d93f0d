namespace Sim.Core.Runs;

/// <summary>What was measured that is nearest to cells of one core and strategy, and how well Sim predicts that.</summary>
/// <param name="Core">Core of the cells.</param>
/// <param name="Strategy">Strategy of the cells.</param>
/// <param name="Cells">Cells with tracers.</param>
/// <param name="Inside">Those inside the validated range: on this core times were measured of as many tracers and of more, or of fewer and of more.</param>
/// <param name="Row">The nearest checked row, with its prediction. Null if no time of this strategy was measured anywhere.</param>
public sealed record NearestMeasurement(string Core, string Strategy, int Cells, int Inside, ValidationRow? Row);
