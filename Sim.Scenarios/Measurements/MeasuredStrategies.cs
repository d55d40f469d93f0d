using Sim.Core.Runs;
using Sim.Scenarios.Profiles;

namespace Sim.Scenarios.Measurements;

/// <summary>Strategies that were measured on hardware, and on which cores, by the files that come with Sim.</summary>
public static class MeasuredStrategies
{
    static readonly Lazy<ILookup<string, Measurement>> Times = new(() => ProfileCatalogue.BuiltIn.MeasurementFiles
        .SelectMany(MeasurementFile.ReadRows)
        .Where(IsTime)
        .ToLookup(row => row.Strategy));

    /// <summary>Cores on which a time of <paramref name="strategy"/> is checked against its prediction, in the order of the files.</summary>
    public static IReadOnlyList<string> CheckedOn(string strategy) => CoresOf(strategy, MeasurementRole.Validation);

    /// <summary>The same for times that were published and cannot be checked. A core without a name is <c>unknown</c>.</summary>
    public static IReadOnlyList<string> PublishedOn(string strategy) => CoresOf(strategy, MeasurementRole.Context);

    static IReadOnlyList<string> CoresOf(string strategy, MeasurementRole role) =>
        [.. Times.Value[strategy].Where(row => row.Role == role).Select(row => row.Core).Distinct()];

    // Of a traced call, on a core: instruction counts are of none.
    static bool IsTime(Measurement row) =>
        row.Core != Measurement.AnyCore && row.RelevantTracers > 0 && Metric.Find(row.Metric)?.Unit == "ns";
}
