using System.CommandLine;
using Sim.Cli.Usage;
using Sim.Core;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;
using Sim.Reports.Attaching;
using Sim.Reports.Tables;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Profiles;

namespace Sim.Cli.Verbs;

/// <summary><c>sim attach</c>: how long attaching to functions takes, and which step.</summary>
sealed class AttachVerb(CommandContext context, AttachOptions options, ParseResult parsed)
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "attach",
            "How long does it take to attach a tracer to one function, to thousands, to all, and to detach it? "
                + "Which step: the walks over all records, the literals, the code, the caches?",
            """
            sim attach                                      the function tracer on 1 function and on all of 6.12
            sim attach --functions 1,20000,all --core cortex-a53 --core neoverse-n1
            sim attach --kernel linux-6.1-debian --tracer nop --functions 1 --ops 10
            sim attach --tracer nop --functions 1 --ops 300 how long a tool of 300 ops keeps its user waiting
            sim attach --format csv                         every step, with instructions and cycles
            """);
        var options = new AttachOptions();
        options.AddTo(command);
        command.SetAction(parsed => new AttachVerb(context, options, parsed).Run());
        return command;
    }

    int Run()
    {
        var bag = new DiagnosticBag();
        var cores = options.Cores(parsed).Select(name => Profile.ReadCore(name, bag)?.Value).OfType<CoreProfile>().ToList();
        var kernels = options.Kernels(parsed).Select(name => Profile.ReadKernel(name, bag)?.Value).OfType<KernelBuild>().ToList();
        foreach (var diagnostic in bag.Distinct())
            context.Error.WriteLine(diagnostic);
        if (bag.HasErrors)
            return ExitCode.BadInput;

        List<AttachSpec> specs =
        [
            .. from core in cores
               from kernel in kernels
               from functions in options.Functions(parsed)
               select new AttachSpec
               {
                   Core = core, Kernel = kernel, Tracer = options.Tracer(parsed), Functions = functions, AmongPercent = options.Among(parsed), Ops = options.Ops(parsed),
                   ExecutesAll = options.ExecutesAll(parsed),
               },
        ];
        try
        {
            var results = Simulate(specs);
            context.Out.Write(Text(results));
            return ExitCode.Done;
        }
        catch (CannotDispatchException exception)
        {
            context.Error.WriteLine($"sim: {exception.Message}");
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            context.Error.WriteLine("sim: interrupted; nothing is done");
            return ExitCode.Interrupted;
        }
    }

    // Several at a time, results in the order of the command line.
    AttachResult[] Simulate(List<AttachSpec> specs)
    {
        var results = new AttachResult[specs.Count];
        var failures = new CannotDispatchException?[specs.Count];
        Parallel.For(0, specs.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Jobs(parsed) }, index =>
        {
            try
            {
                results[index] = AttachSimulation.Run(specs[index], context.Cancel);
            }
            catch (CannotDispatchException exception)
            {
                failures[index] = exception;
            }
            catch (OperationCanceledException)
            {
                // Seen below: the others end too.
            }
        });
        context.Cancel.ThrowIfCancellationRequested();
        return failures.FirstOrDefault(failure => failure is not null) is { } first ? throw first : results;
    }

    string Text(AttachResult[] results) => options.Format(parsed) switch
    {
        "csv" => AttachCsv.Write(results),
        "markdown" => MarkdownRenderer.Render(AttachTable.Of(results, AttachMeasurements.Read())),
        _ => TextRenderer.Render(AttachTable.Of(results, AttachMeasurements.Read())),
    };
}
