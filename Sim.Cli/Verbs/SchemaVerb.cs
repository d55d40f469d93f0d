using System.CommandLine;
using Sim.Cli.Usage;
using Sim.Scenarios.Files;

namespace Sim.Cli.Verbs;

/// <summary><c>sim schema</c>: what a file may contain.</summary>
static class SchemaVerb
{
    public static VerbCommand Command(CommandContext context)
    {
        var command = new VerbCommand(
            "schema",
            "What may a file contain? JSON Schema for editors, or tables of all keys.",
            """
            sim schema core > core.json             then in the file: # yaml-language-server: $schema=core.json
            sim schema kernel --format markdown     every value of a kernel file, with its range
            """);
        var kind = new Argument<string>("KIND") { HelpName = string.Join('|', FileSchema.Kinds), Description = "What kind of file" };
        kind.Validators.Add(result => Options.Check(result, "kind", FileSchema.Kinds));
        var format = Options.Format("json", "markdown");
        command.Add(kind);
        command.Add(format);
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(kind)!;
            context.Out.Write(parsed.GetValue(format) == "markdown" ? FileSchema.Markdown(name) : FileSchema.Json(name));
            return ExitCode.Done;
        });
        return command;
    }
}
