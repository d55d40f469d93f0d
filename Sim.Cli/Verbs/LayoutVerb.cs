using System.CommandLine;
using Sim.Cli.Usage;
using Sim.Core.Diagnostics;
using Sim.Reports.Layouts;
using Sim.Reports.Tables;
using Sim.Scenarios.Profiles;

namespace Sim.Cli.Verbs;

/// <summary><c>sim layout</c>: what a kernel build emits at a function's entry, and which strategy it gets.</summary>
static class LayoutVerb
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "layout",
            "What stands at a function's entry in this kernel build, byte by byte? "
                + "Which dispatch strategy does it get, for which reasons?",
            """
            sim layout                              Debian's 6.12
            sim layout --compiler gcc-7             the same with a compiler too old for patchable entries
            sim layout --compiler clang-18 --cfi    with kCFI, and what indirect calls would meet
            sim layout --version 6.3 --size         the same options on 6.3, at -Os
            sim layout --kernel linux-6.1-debian --format json
            """);
        var options = new LayoutOptions();
        options.AddTo(command);
        command.SetAction(parsed => Run(context, parsed, options));
        return command;
    }

    static int Run(CommandContext context, ParseResult parsed, LayoutOptions options)
    {
        var bag = new DiagnosticBag();
        var profile = Profile.ReadKernel(options.Kernel(parsed), bag);
        foreach (var diagnostic in bag)
            context.Error.WriteLine(diagnostic);
        if (profile is null)
            return ExitCode.BadInput;

        var kernel = options.Change(parsed, profile.Value);
        var layout = new BuildLayout(kernel, options.Changes(parsed), options.Functions(parsed, kernel));
        context.Out.Write(options.Format(parsed) switch
        {
            "json" => LayoutJson.Write(layout),
            "markdown" => MarkdownRenderer.Render(LayoutDocument.Of(layout)),
            _ => TextRenderer.Render(LayoutDocument.Of(layout)),
        });
        return ExitCode.Done;
    }
}
