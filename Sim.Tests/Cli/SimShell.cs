using System.Diagnostics;

namespace Sim.Tests.Cli;

/// <summary><c>sim</c> as a process of its own, as a shell starts it.</summary>
static class SimShell
{
    /// <summary>The words that start it.</summary>
    public static string Program => $"dotnet '{Path.Combine(AppContext.BaseDirectory, "sim.dll")}'";

    /// <summary>What bash makes of <paramref name="command"/>, within half a minute.</summary>
    public static (int Code, string Output, string Error) Run(string command, string? directory = null)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = directory ?? "",
        })!;
        var output = shell.StandardOutput.ReadToEndAsync();
        var error = shell.StandardError.ReadToEndAsync();
        if (!shell.WaitForExit(30_000))
        {
            shell.Kill(entireProcessTree: true);
            Assert.Fail($"'{command}' does not end");
        }

        return (shell.ExitCode, output.Result, error.Result);
    }
}
