using System.Globalization;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Profiles;

namespace Sim.Scenarios.Calibration;

/// <summary>A value of a core that may be fitted, in whole cycles.</summary>
/// <param name="Key">Path in the core's file.</param>
/// <param name="Declared">Value in that file.</param>
/// <param name="Low">Lowest value that the file allows.</param>
/// <param name="High">Highest value that the file allows.</param>
public sealed record FreeParameter(string Key, int Declared, int Low, int High)
{
    /// <summary>The parameters that <paramref name="core"/> declares as free.</summary>
    public static IReadOnlyList<FreeParameter> Of(Profile<CoreProfile> core) => [.. core.Provenance.Where(value => value.Free).Select(Read)];

    static FreeParameter Read(Provenance value) => new(
        value.Key, int.Parse(value.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture), (int)value.Range!.Value.Low, (int)value.Range.Value.High);
}
