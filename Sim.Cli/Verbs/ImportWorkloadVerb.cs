using System.CommandLine;
using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Import.Calls;
using Sim.Scenarios.Import.Counts;
using Sim.Scenarios.Import.Lines;

namespace Sim.Cli.Verbs;

/// <summary><c>sim import function-profile</c> and <c>sim import trace</c>: what a machine did into files for workloads.</summary>
static class ImportWorkloadVerb
{
    public static VerbCommand FunctionProfile(CommandContext context) => Create(
        context,
        "function-profile",
        "Which functions were called how often, as CSV: the most called first, counts of several CPUs added up.",
        """
        cat /sys/kernel/tracing/trace_stat/function* | sim import function-profile - --out my-profile.csv
        sim import function-profile my-bpftrace-output.txt
        sim import function-profile available_filter_functions     a function each, with one hit
        """,
        "Counts of the function profiler (trace_stat), funccount, bpftrace or perf ftrace profile; a list of functions or symbols; CSV; - is stdin",
        null,
        (input, _, bag) => FunctionProfileFile.Read(input, bag) is { } file ? new(file.Csv(), file.Remarks) : null);

    public static VerbCommand Trace(CommandContext context) => Create(
        context,
        "trace",
        "Which functions were called, in order, as CSV with their times.",
        """
        cat /sys/kernel/tracing/trace > my-trace.txt
        sim import trace my-trace.txt --out my-trace.csv
        trace-cmd report | sim import trace - --cpu 0
        """,
        "A trace of function calls as the kernel (function, function_graph, latency format), trace-cmd report or perf script writes it; - is stdin",
        Options.Number("--cpu", "N", "Take only the calls on this CPU; default: all, kept apart", 0, int.MaxValue),
        (input, cpu, bag) => TraceFile.Read(input, (int?)cpu, bag) is { } file ? new(file.Csv(), file.Remarks) : null);

    static VerbCommand Create(
        CommandContext context,
        string name,
        string summary,
        string examples,
        string what,
        Option<long?>? cpu,
        Func<ImportSource, long?, DiagnosticBag, Imported?> import)
    {
        var command = new VerbCommand(name, summary, examples);
        var path = new Argument<string>("FILE") { Description = what };
        var file = new Option<string?>("--out") { HelpName = "FILE", Description = "Where the result goes; default: stdout" };
        command.Add(path);
        if (cpu is not null)
            command.Add(cpu);
        command.Add(file);
        command.SetAction(parsed =>
        {
            var bag = new DiagnosticBag();
            var imported = import(ImportSource.Of(parsed.GetValue(path)!, context.In), cpu is null ? null : parsed.GetValue(cpu), bag);
            foreach (var diagnostic in bag)
                context.Error.WriteLine(diagnostic);
            if (imported is null)
                return ExitCode.BadInput;
            foreach (var remark in imported.Remarks)
                context.Error.WriteLine(remark);
            return OutputFile.Write(context, parsed.GetValue(file), imported.Text);
        });
        return command;
    }

    sealed record Imported(string Text, IReadOnlyList<string> Remarks);
}
