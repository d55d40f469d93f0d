using Sim.Cli.Usage;

namespace Sim.Cli.Verbs;

/// <summary><c>sim import</c>: other people's files into files of Sim; a verb below it per kind.</summary>
static class ImportVerb
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "import",
            "Converts what other tools print into files of Sim, on stdout or --out FILE.",
            """
            sim import ftrace-ops my.log            what the ftrace-ops sample measured, as a measurement file
            sim import function-profile function0   what the kernel's function profiler counted, as a profile for scenarios
            sim import trace my-trace.txt           which functions were called in which order
            """);
        command.Add(ImportFtraceOpsVerb.Command(context));
        command.Add(ImportWorkloadVerb.FunctionProfile(context));
        command.Add(ImportWorkloadVerb.Trace(context));
        return command;
    }
}
