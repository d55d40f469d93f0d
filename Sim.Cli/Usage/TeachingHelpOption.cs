using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Sim.Cli.Usage;

/// <summary><c>--help</c>: what a verb takes, and examples.</summary>
sealed class TeachingHelpOption : Option<bool>
{
    public TeachingHelpOption()
        : base("--help", "-h", "-?")
    {
        Description = "Show this help";
        Arity = ArgumentArity.Zero;
        Recursive = true;
        Action = new HelpWithExamples();
    }

    /// <summary>Writes the help of the command that <paramref name="parsed"/> names.</summary>
    public static void Write(ParseResult parsed, TextWriter output)
    {
        var help = new HelpAction { MaxWidth = 80 };
        parsed.InvocationConfiguration.Output = output;
        help.Invoke(parsed);
        if (parsed.CommandResult.Command is VerbCommand verb)
            output.Write($"Examples:\n  {verb.Examples.ReplaceLineEndings("\n  ").Replace("\n  \n", "\n\n", StringComparison.Ordinal)}\n");
    }

    sealed class HelpWithExamples : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            Write(parseResult, parseResult.InvocationConfiguration.Output);
            return ExitCode.Done;
        }
    }
}
