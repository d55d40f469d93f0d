using System.CommandLine;
using Sim.Cli.Usage;
using Sim.Cli.Verbs;
using Sim.Core.Mechanisms.OwnTrampoline;
using Sim.Core.Runs;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;

namespace Sim.Cli;

/// <summary>The command <c>sim</c>: verbs, exit codes, nothing else.</summary>
public static class SimProgram
{
    /// <summary>Runs one command line and returns its exit code.</summary>
    /// <param name="args">The words after <c>sim</c>.</param>
    /// <param name="stdout">Takes the result and nothing else.</param>
    /// <param name="stderr">Takes progress, remarks and errors.</param>
    /// <param name="simulate">Runs a cell; the simulation itself if null.</param>
    /// <param name="stdin">Opens what <c>-</c> means; the process's own stdin if null.</param>
    /// <param name="environment">Values of environment variables; the process's own if null.</param>
    /// <param name="cancel">Ends the run in order; the exit code is then 130.</param>
    public static int Run(
        string[] args,
        TextWriter stdout,
        TextWriter stderr,
        Func<CellSpec, CancellationToken, RunResult>? simulate = null,
        Func<Stream>? stdin = null,
        Func<string, string?>? environment = null,
        CancellationToken cancel = default)
    {
        try
        {
            StandardInput.Open(stdin ?? Console.OpenStandardInput);
            FilesRead.Begin();
            var root = Root(new(stdout, stderr, simulate, stdin ?? Console.OpenStandardInput, environment ?? Environment.GetEnvironmentVariable, cancel));
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0)
                return UsageError.Report(parsed, stderr);
            if ((EmptyPath.In(parsed) ?? WrittenOver.By(parsed) ?? Alone(args)) is { } mistake)
            {
                stderr.WriteLine($"sim: {mistake}");
                return ExitCode.BadInput;
            }

            return parsed.Invoke(new InvocationConfiguration
            {
                Output = stdout,
                Error = stderr,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (IOException exception)
        {
            // Files are read and written elsewhere, with their names: what is left is a closed stdout, or a full disk under it.
            stderr.WriteLine($"sim: {StandardStreams.Unwritten(exception)}");
            return ExitCode.BadInput;
        }
        catch (DesignException design)
        {
            // What one call did not show, and a whole run did.
            foreach (var mistake in design.Mistakes)
                stderr.WriteLine(mistake);
            return ExitCode.BadInput;
        }
#pragma warning disable CA1031 // The last place where a mistake of ours can be told from one of the user's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var cause = exception.GetBaseException();
            stderr.WriteLine($"sim: bug: {cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}");
            if (Environment.GetEnvironmentVariable("SIM_DEBUG") == "1")
                stderr.WriteLine(exception);
            return ExitCode.Bug;
        }
    }

    // The command was copied without what belongs to it.
    static string? Alone(string[] args) =>
        ProfileCatalogue.BuiltIn.Scenarios.Count > 0 || args.Length == 0 || args.Any(word => word is "--help" or "-h" or "-?" or "--version") ? null
        : $"{AppContext.BaseDirectory} has no folder 'scenarios', with the scenarios, cores and kernels that belong to sim: copy the whole folder, not sim alone";

    static VerbCommand Root(CommandContext context)
    {
        var root = new VerbCommand(
            "sim",
            "What Linux function tracing costs on an arm64 core: simulated call by call, compared with what was measured.",
            """
            sim list scenarios                      what there is to run
            sim run rutland-2023-call-ops           the table of the CALL_OPS patch series, before and after
            sim report out/rutland-2023-call-ops    its reports and charts again, from that directory alone
            sim explain rutland-2023-call-ops       where the cycles of a call go, cause by cause
            sim check my-scenario.yaml              every mistake in a file, without simulating
            sim validate                            predictions against all measured figures
            sim import ftrace-ops my.log            a kernel log as a measurement file
            sim calibrate mine.csv --core my.yaml   a core's free parameters fitted to measurements
            sim probe neoverse-n1                   what microbenchmarks find out about a core
            sim capture my.elf --call FUNCTION      what a traced call executes in a memory image of a real kernel
            sim attach --functions 1,20000,all      how long it takes to attach a tracer, and which step

            Exit codes: 0 done; 1 a budget, expectation, tolerance or baseline does not hold, a core is not as declared; 2 bad input; 3 a bug in Sim; 130 interrupted.
            """);
        root.Add(RunVerb.Command(context));
        root.Add(MergeVerb.Command(context));
        root.Add(SubmitVerb.Command(context));
        root.Add(ReportVerb.Command(context));
        root.Add(ExplainVerb.Command(context));
        root.Add(CompareVerb.Command(context));
        root.Add(CheckVerb.Command(context));
        root.Add(ValidateVerb.Command(context));
        root.Add(BenchVerb.Command(context));
        root.Add(ImportVerb.Command(context));
        root.Add(CalibrateVerb.Command(context));
        root.Add(ProbeVerb.Command(context));
        root.Add(CaptureVerb.Command(context));
        root.Add(LayoutVerb.Command(context));
        root.Add(AttachVerb.Command(context));
        root.Add(ListVerb.Command(context));
        root.Add(SchemaVerb.Command(context));
        root.Add(CompletionVerb.Command(context, root));
        root.Add(new TeachingHelpOption());
        root.Add(new ShowVersionOption(context.Out));
        KnownWords.AddTo(root);
        return root;
    }
}
