using System.CommandLine;

namespace Sim.Cli.Usage;

/// <summary>A command with examples, which its help shows.</summary>
/// <param name="name">What the user types.</param>
/// <param name="description">What it answers.</param>
/// <param name="examples">Command lines with their meaning, one a line.</param>
sealed class VerbCommand(string name, string description, string examples) : Command(name, description)
{
    public string Examples { get; } = examples;
}
