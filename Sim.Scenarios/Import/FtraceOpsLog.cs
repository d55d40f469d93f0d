using Sim.Core.A64.Coding;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Import;

/// <summary>A kernel log in which the ftrace-ops sample wrote its runs, as dmesg, journalctl or a console gives it.</summary>
/// <param name="Path">Path as the user gave it.</param>
/// <param name="Runs">Runs with a result, in the order of the log.</param>
/// <param name="Releases">Kernel releases in the banners of the boots, each once. Empty where the log begins later.</param>
/// <param name="Unfinished">Lines where something began or ended of which the log does not have the rest.</param>
/// <param name="LeftOut">Runs that Sim cannot use, with the reason, a sentence each.</param>
/// <source key="ftrace-ops-sample">The texts.</source>
public sealed record FtraceOpsLog(
    string Path, IReadOnlyList<LogRun> Runs, IReadOnlyList<string> Releases, IReadOnlyList<int> Unfinished, IReadOnlyList<string> LeftOut)
{
    /// <summary>True if <paramref name="input"/> has a line of the sample.</summary>
    public static bool IsOne(ImportSource input) => TextFile.Read(input.Path, TextFile.MaxLogBytes, [], input.Open)?.Text.Contains("ftrace_ops:", StringComparison.Ordinal) ?? false;

    /// <summary>The log in <paramref name="input"/>; null with all its mistakes in <paramref name="bag"/>.</summary>
    public static FtraceOpsLog? Read(ImportSource input, DiagnosticBag bag) =>
        TextFile.Read(input.Path, TextFile.MaxLogBytes, bag, input.Open) is { } file ? new FtraceOpsReader(file, bag).Read() : null;
}
