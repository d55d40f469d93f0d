using System.Diagnostics;
using Sim.Tests.Scenarios;

namespace Sim.Tests.Cli.Workflows;

/// <summary>A user's repository in which a CI job runs: a scenario, its baseline, and Sim's source, whose installation takes the binaries of these tests.</summary>
sealed class CiFolder : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("sim-ci-").FullName;

    public CiFolder()
    {
        Environment = new()
        {
            ["HOME"] = _root,
            ["XDG_CACHE_HOME"] = PathOf("cache"),
            ["RUNNER_TEMP"] = PathOf("runner"),
            ["GITHUB_PATH"] = PathOf("runner-path"),
            ["GITHUB_ACTION_PATH"] = PathOf("repository/sim-source"),
            ["SIM_REPOSITORY"] = PathOf("sim.git"),
            ["GITHUB_STEP_SUMMARY"] = PathOf("summary.md"),
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        };
        Directory.CreateDirectory(PathOf("runner"));
        Directory.CreateDirectory(PathOf("repository/perf"));
        File.WriteAllText(PathOf("runner-path"), "");
        File.WriteAllText(PathOf("repository/perf/tracing.yaml"), SampleScenario.With("name: s", "name: tracing").Replace("at_most: 3 ns", "at_most: 30 ns", StringComparison.Ordinal));
    }

    /// <summary>Variables of the job.</summary>
    public Dictionary<string, string> Environment { get; }

    public string PathOf(string name) => Path.Combine(_root, name);

    /// <summary>A file of the user's repository.</summary>
    public string FileOf(string name) => PathOf($"repository/{name}");

    /// <summary>Puts Sim's source, with nothing but its installer, into a folder of the repository.</summary>
    public void CheckOutSource(string folder = "repository/sim-source")
    {
        Directory.CreateDirectory(PathOf($"{folder}/.ci"));
        var installer = PathOf($"{folder}/.ci/install");
        File.WriteAllText(installer, $"#!/usr/bin/env bash\nset -eu\nmkdir -p \"$1\"\nprintf '#!/bin/sh\\nexec {Binary} \"$@\"\\n' > \"$1/sim\"\nchmod +x \"$1/sim\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(installer, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Makes the results of now the baseline.</summary>
    public void MakeBaseline()
    {
        Assert.That(Run($"{Binary} run perf/tracing.yaml --out ../before --quiet --no-charts"), Is.Zero, Output);
        File.Copy(PathOf("before/results.json"), FileOf("perf/baseline.json"));
    }

    /// <summary>What the last script wrote.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Runs a script in the repository as CI systems do; its exit code.</summary>
    public int Run(string script)
    {
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        {
            WorkingDirectory = PathOf("repository"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        start.Environment["PATH"] = string.Join(':', File.ReadLines(PathOf("runner-path")).Append(System.Environment.GetEnvironmentVariable("PATH")));
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Output = $"$ {script}\n{output}{error.Result}";
        return process.ExitCode;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    static string Binary { get; } = Path.Combine(AppContext.BaseDirectory, "sim");
}
