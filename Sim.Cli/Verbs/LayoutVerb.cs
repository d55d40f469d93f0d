using System.CommandLine;
using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Kernel.Layout;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Reports.Layouts;
using Sim.Reports.Tables;
using Sim.Scenarios.Import.Configs;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Layouts;
using Sim.Scenarios.Profiles;

namespace Sim.Cli.Verbs;

/// <summary><c>sim layout</c>: what a kernel build emits at a function's entry, and which strategy it gets.</summary>
static class LayoutVerb
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "layout",
            "What is at a function's entry in this kernel build, byte by byte? "
                + "Which dispatch strategy does it get, for which reasons? Which callsites reach the trampolines?",
            """
            sim layout                              Debian's 6.12
            sim layout --compiler gcc-7             the same with a compiler too old for patchable entries
            sim layout --compiler clang-18 --cfi    with kCFI, and what indirect calls would meet
            sim layout --config /boot/config-6.12.48+deb13-arm64
                                                    what this config gets, and where it contradicts its release's rules
            sim layout --version 6.3 --size         the same options on 6.3, at -Os
            sim layout --kernel linux-6.1-debian --format json
            sim layout --reach                      which callsites a branch reaches the trampolines from
            sim layout --reach --seeds 10000 --out reach
                                                    the same over 10,000 boots with KASLR, with a chart
            """);
        var options = new LayoutOptions();
        var reach = new ReachOptions();
        options.AddTo(command);
        reach.AddTo(command);
        command.SetAction(parsed => Run(context, parsed, options, reach));
        return command;
    }

    static int Run(CommandContext context, ParseResult parsed, LayoutOptions options, ReachOptions asked)
    {
        var bag = new DiagnosticBag();
        var config = options.Config(parsed) is { } file ? KernelConfig.Read(ImportSource.Of(file, context.In), bag) : null;
        var profile = config is null ? Profile.ReadKernel(options.Kernel(parsed), bag) : Profile.ReadKernel(options.Kernel(parsed), config, bag);
        if (profile is not null && !bag.HasErrors)
        {
            var kernel = options.Change(parsed, profile.Value);
            foreach (var remark in config is null ? [] : ConfiguredBuild.Remarks(config, profile.Value with { Name = options.Kernel(parsed) }))
                context.Error.WriteLine(remark);
            var reach = asked.Asked(parsed) ? Reach(kernel, asked.Boots(parsed), asked.Seed(parsed), bag) : null;
            if (!bag.HasErrors)
            {
                var layout = new BuildLayout(kernel, options.Changes(parsed), options.Functions(parsed, kernel)) { Reach = reach };
                return Write(context, layout, options.Format(parsed), asked.Directory(parsed));
            }
        }

        foreach (var diagnostic in bag)
            context.Error.WriteLine(diagnostic);
        return ExitCode.BadInput;
    }

    static BuildReach? Reach(KernelBuild kernel, int boots, int seed, DiagnosticBag bag)
    {
        var mechanisms = MechanismReach.MechanismsOf(ConfigResolver.Resolve(kernel));
        if (AddressSpace.Of(kernel) is { } here && mechanisms.Count > 0)
        {
            var distributions = ReachSampling.Sample(kernel, mechanisms, boots, seed);
            var drawn = distributions[0].Direct.Boots.Count;
            return new(kernel.Name, [.. mechanisms.Select(mechanism => MechanismReach.Of(here, mechanism))], distributions, drawn, seed);
        }

        var (lacks, hint) = mechanisms.Count == 0
            ? ("function tracer", "Take a build with options.function_tracer.")
            : ("size", "Give its file a size, as linux-6.12-debian has: text, image, functions, modules.");
        bag.Add("SIM161", $"the kernel '{kernel.Name}' has no {lacks}, which --reach needs", new SourceSpan(kernel.Name), hint);
        return null;
    }

    static int Write(CommandContext context, BuildLayout layout, string format, string? directory)
    {
        var files = directory is null ? null : new ReachFiles(directory);
        if (files?.Prepare() is { } refused)
            return Fail(context, refused);
        context.Out.Write(format switch
        {
            "json" => LayoutJson.Write(layout),
            "markdown" => MarkdownRenderer.Render(LayoutDocument.Of(layout)),
            _ => TextRenderer.Render(LayoutDocument.Of(layout)),
        });
        if (files?.Write(layout.Reach!) is { } unwritten)
            return Fail(context, unwritten);
        foreach (var path in files?.Written ?? [])
            context.Error.WriteLine($"wrote {path}");
        return ExitCode.Done;
    }

    static int Fail(CommandContext context, string error)
    {
        context.Error.WriteLine($"sim: {error}");
        return ExitCode.BadInput;
    }
}
