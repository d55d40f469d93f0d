namespace Sim.Tests.Scenarios;

/// <summary>The source tree that the tests were built from.</summary>
static class Repository
{
    /// <summary>The nearest folder above the test binaries with the solution in it.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Sim.sln")) ? folder : Find(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder))!);
}
