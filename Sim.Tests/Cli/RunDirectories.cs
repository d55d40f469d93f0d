namespace Sim.Tests.Cli;

/// <summary>What runs leave in directories.</summary>
static class RunDirectories
{
    public static Dictionary<string, byte[]> Bytes(this SimRun run, string directory, string? but = null) =>
        run.Files(directory).Where(name => name != but).ToDictionary(name => name, name => File.ReadAllBytes(run.Path($"{directory}/{name}")));

    public static void Same(this SimRun run, Dictionary<string, byte[]> files, string directory)
    {
        foreach (var (name, bytes) in files)
            Assert.That(File.ReadAllBytes(run.Path($"{directory}/{name}")), Is.EqualTo(bytes), name);
    }

    public static IEnumerable<string> Files(this SimRun run, string directory) => Directory.GetFiles(run.Path(directory)).Select(path => Path.GetFileName(path)!);

    /// <summary>Stops after so many simulations: of eight for the cells, and four for the nearest measured rows.</summary>
    public static (int Exit, int Computed) Interrupted(this SimRun run, string scenario, string directory, int done, params string[] options)
    {
        using var stop = new CancellationTokenSource();
        var computed = 0;
        run.Simulate = (cell, cancel) =>
        {
            if (computed == done)
                stop.Cancel();
            cancel.ThrowIfCancellationRequested();
            computed++;
            return SimRun.Counted(cell);
        };
        var exit = run.Sim(["run", scenario, "--out", run.Path(directory), "--jobs", "1", .. options], stop.Token);
        return (exit, computed);
    }
}
