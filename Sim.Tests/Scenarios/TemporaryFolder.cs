using Sim.Core.Diagnostics;
using Sim.Scenarios.Files;

namespace Sim.Tests.Scenarios;

/// <summary>A folder for a user's files; it goes when the test ends.</summary>
sealed class TemporaryFolder : IDisposable
{
    readonly string _path = Directory.CreateTempSubdirectory("sim-test-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public string PathOf(string name) => Path.Combine(_path, name);

    /// <summary>What a user sees of <paramref name="bag"/>, without the folder.</summary>
    public string Show(DiagnosticBag bag) => string.Join('\n', bag).Replace(_path + "/", "", StringComparison.Ordinal);

    /// <summary>What a user sees on giving Sim a scenario <c>s.yaml</c> with this text.</summary>
    public string Mistakes(string text, params string[] overrides)
    {
        Write("s.yaml", text);
        return Read("s.yaml", overrides);
    }

    /// <summary>What a user sees on giving Sim the scenario of that name; empty where it has no mistakes.</summary>
    public string Read(string name, params string[] overrides)
    {
        var bag = new DiagnosticBag();
        var scenario = ScenarioFile.Read(PathOf(name), overrides, bag);
        return (scenario is null) == bag.HasErrors ? Show(bag) : throw new InvalidOperationException("a scenario or mistakes, not both");
    }
}
