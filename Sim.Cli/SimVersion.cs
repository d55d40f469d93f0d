using System.Reflection;

namespace Sim.Cli;

/// <summary>The version of Sim, as reports and <c>sim --version</c> give it.</summary>
static class SimVersion
{
    public static string Text { get; } =
        typeof(SimVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
