namespace Sim.Core.Runs;

/// <summary>What was measured that is nearest to cells of one core and strategy, and how well Sim predicts that.</summary>
/// <param name="Core">Core of the cells.</param>
/// <param name="Strategy">Strategy of the cells.</param>
/// <param name="Cells">Cells with tracers.</param>
/// <param name="Inside">Those inside the validated range: on this core times were measured of as many tracers and of more, or of fewer and of more.</param>
/// <param name="Row">The nearest checked row, with its prediction. Null if no time of this strategy is checked.</param>
/// <param name="Context">Times of this strategy that were published and are not checked, of the same core where there are any.</param>
public sealed record NearestMeasurement(string Core, string Strategy, int Cells, int Inside, ValidationRow? Row, IReadOnlyList<Measurement> Context);
