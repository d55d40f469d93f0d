using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;

namespace Sim.Cli.Verbs;

/// <summary>Measurement files as users name them.</summary>
static class MeasurementFiles
{
    /// <summary>A path, <c>-</c> for stdin, or the path of the file of that name that comes with Sim.</summary>
    public static string Locate(string given) =>
        ProfileCatalogue.BuiltIn.MeasurementFiles.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == given) ?? StandardInput.PathOf(given);
}
