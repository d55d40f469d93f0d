using System.CommandLine;
using System.CommandLine.Invocation;

namespace Sim.Cli.Usage;

/// <summary><c>--version</c>.</summary>
sealed class ShowVersionOption : Option<bool>
{
    public ShowVersionOption(TextWriter output)
        : base("--version")
    {
        Description = "Show the version";
        Arity = ArgumentArity.Zero;
        Action = new WriteVersion(output);
    }

    sealed class WriteVersion(TextWriter output) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            output.Write($"sim {SimVersion.Text}\n");
            return ExitCode.Done;
        }
    }
}
