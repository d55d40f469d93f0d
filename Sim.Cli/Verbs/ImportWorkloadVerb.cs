using System.CommandLine;
using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Workloads;

namespace Sim.Cli.Verbs;

/// <summary><c>sim import function-profile</c> and <c>sim import trace</c>: what a machine did into files for workloads.</summary>
static class ImportWorkloadVerb
{
    public static VerbCommand FunctionProfile(CommandContext context) => Create(
        context,
        "function-profile",
        "Which functions were called how often, as CSV: the most called first, counts of several CPUs added up.",
        """
        cat /sys/kernel/tracing/trace_stat/function* > my-profile.txt
        sim import function-profile my-profile.txt --out my-profile.csv
        """,
        "trace_stat/function* of the kernel's function profiler, CSV with the columns function and hits, or lines function,hits",
        (path, bag) => FunctionProfileFile.Read(path, bag) is { } profile ? new(FunctionProfileFile.Write(profile)) : null);

    public static VerbCommand Trace(CommandContext context) => Create(
        context,
        "trace",
        "Which functions were called one after the other, as CSV with their times.",
        """
        cat /sys/kernel/tracing/trace > my-trace.txt
        sim import trace my-trace.txt --out my-trace.csv
        """,
        "What the tracing file 'trace' shows under the tracer 'function'",
        (path, bag) => TraceFile.Read(path, bag) is { } trace
            ? new(TraceFile.Write(trace), trace.LostEvents > 0 ? $"lost events: the recording misses {trace.LostEvents} calls" : null)
            : null);

    static VerbCommand Create(
        CommandContext context, string name, string summary, string examples, string what, Func<string, DiagnosticBag, Imported?> import)
    {
        var command = new VerbCommand(name, summary, examples);
        var path = new Argument<string>("FILE") { Description = what };
        var file = new Option<string?>("--out") { HelpName = "FILE", Description = "Where the result goes; default: stdout" };
        command.Add(path);
        command.Add(file);
        command.SetAction(parsed =>
        {
            var bag = new DiagnosticBag();
            var imported = import(parsed.GetValue(path)!, bag);
            foreach (var diagnostic in bag)
                context.Error.WriteLine(diagnostic);
            if (imported is null)
                return ExitCode.BadInput;
            if (imported.Remark is { } remark)
                context.Error.WriteLine(remark);
            return OutputFile.Write(context, parsed.GetValue(file), imported.Text);
        });
        return command;
    }

    sealed record Imported(string Text, string? Remark = null);
}
