using System.CommandLine;
using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Core.Machine;
using Sim.Core.Probes;
using Sim.Reports.Probes;
using Sim.Reports.Tables;
using Sim.Scenarios.Profiles;

namespace Sim.Cli.Verbs;

/// <summary><c>sim probe</c>: microbenchmarks on a core, found against declared.</summary>
sealed class ProbeVerb(CommandContext context, string? directory, string format, bool charts)
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "probe",
            "Is a core what its file says? Microbenchmarks on the simulated core; what they find beside what is declared. "
                + "Exit code 1 if anything differs.",
            """
            sim probe neoverse-n1                   latencies, capacities, branches, forwarding, barriers
            sim probe my-core.yaml --out results    files into ./results
            sim probe cortex-a53 cortex-a72 --format csv --no-charts
            sim probe neoverse-n1 --measured insn-bench     against figures of a real one
            sim probe my-core.yaml --measured my-board.csv --rows-of neoverse-n1
            sim probe neoverse-n1 --measured insn-bench --rules     what each rule of the core is worth to these
            """);
        var cores = Options.Words("CORE", "Core files, or names from 'sim list cores'", least: 1);
        var directory = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description = "Where the files go; with several cores, each gets a directory of its name there; default: out/probe-<core>",
        };
        var format = Options.Format("table", "csv", "markdown");
        var noCharts = new Option<bool>("--no-charts") { Description = "Draw nothing" };
        command.Add(cores);
        foreach (var option in (Option[])[directory, format, noCharts])
            command.Add(option);
        var measured = new MeasuredProbe();
        measured.AddTo(command, directory, noCharts);
        command.SetAction(parsed =>
        {
            var names = parsed.GetValue(cores)!;
            var verb = new ProbeVerb(context, parsed.GetValue(directory), parsed.GetValue(format)!, !parsed.GetValue(noCharts));
            if (measured.FileOf(parsed) is null)
                return verb.Run(names);
            return verb.Read(names) is { } read ? measured.Run(context, parsed, read, parsed.GetValue(format)!) : ExitCode.BadInput;
        });
        return command;
    }

    int Run(string[] names)
    {
        if (Read(names) is not { } profiles)
            return ExitCode.BadInput;
        List<CoreProfile> cores = [.. profiles.Select(profile => profile.Value)];

        List<ProbeFiles> files = [.. cores.Select(core => new ProbeFiles(DirectoryOf(core, cores.Count)))];
        if (files.Select(file => file.Prepare()).OfType<string>().ToList() is { Count: > 0 } errors)
            return Fail(errors);

        List<ProbeResult> results = [];
        try
        {
            foreach (var core in cores)
            {
                context.Error.WriteLine($"probing {core.Name}");
                results.Add(CoreProbe.Run(core, context.Cancel));
            }
        }
        catch (OperationCanceledException)
        {
            context.Error.WriteLine($"sim: interrupted; {results.Count} of {cores.Count} cores are done");
        }

        context.Out.Write(Text(results));
        context.Out.Flush();
        if (results.Zip(files).Select(done => Write(done.First, done.Second)).OfType<string>().ToList() is { Count: > 0 } unwritten)
            return Fail(unwritten);
        if (results.Count < cores.Count)
            return ExitCode.Interrupted;
        return results.All(result => result.Agrees) ? ExitCode.Done : ExitCode.CheckFailed;
    }

    List<Profile<CoreProfile>>? Read(string[] names)
    {
        var bag = new DiagnosticBag();
        var cores = names.Select(name => Profile.ReadCore(name, bag)).OfType<Profile<CoreProfile>>().ToList();
        foreach (var diagnostic in bag.Distinct())
            context.Error.WriteLine(diagnostic);
        if (bag.HasErrors)
            return null;
        if (cores.GroupBy(core => core.Value.Name).FirstOrDefault(group => group.Count() > 1) is not { } twice)
            return cores;
        context.Error.WriteLine($"sim: the core '{twice.Key}' is given {twice.Count()} times; its files would overwrite each other");
        return null;
    }

    string Text(List<ProbeResult> results) => format switch
    {
        "csv" => ProbeCsv.Findings(results),
        "markdown" => string.Join('\n', results.Select(result => MarkdownRenderer.Render(ProbeTable.Of(result)))),
        _ => string.Join('\n', results.Select(result => TextRenderer.Render(ProbeTable.Of(result)))),
    };

    string? Write(ProbeResult result, ProbeFiles files)
    {
        var error = files.Write(result, charts);
        foreach (var path in files.Written)
            context.Error.WriteLine($"wrote {path}");
        return error;
    }

    int Fail(IEnumerable<string> errors)
    {
        foreach (var error in errors)
            context.Error.WriteLine($"sim: {error}");
        return ExitCode.BadInput;
    }

    string DirectoryOf(CoreProfile core, int cores) => directory switch
    {
        null => Path.Combine("out", $"probe-{core.Name}"),
        { } given when cores == 1 => given,
        { } given => Path.Combine(given, core.Name),
    };
}
