using Sim.Core.Runs;

namespace Sim.Reports.Cells;

/// <summary>Where the values of one core or kernel profile come from.</summary>
/// <param name="Profile">Name of the profile.</param>
/// <param name="Values">Its values, in the order of the file.</param>
public sealed record ProfileSources(string Profile, IReadOnlyList<Provenance> Values)
{
    /// <summary>Values that are not published.</summary>
    public int Guesses => Values.Count(value => value.Guess is not null);

    /// <summary>Values that were fitted to measurements.</summary>
    public int Fitted => Values.Count(value => value.Fitted is not null);
}
