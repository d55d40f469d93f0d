using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sim.Cli.Usage;

/// <summary>A command with examples, which its help shows.</summary>
/// <param name="name">What the user types.</param>
/// <param name="description">What it answers.</param>
/// <param name="examples">Command lines with their meaning, one a line.</param>
sealed class VerbCommand(string name, string description, string examples) : Command(name, description)
{
    public string Examples { get; } = examples;

    /// <summary>Adds <paramref name="rule"/>, which says what does not go together; not asked where an option lacks its value, which is said by itself.</summary>
    public void Check(Action<CommandResult> rule) => Validators.Add(result =>
    {
        if (result.Children.OfType<OptionResult>().All(option => option.Implicit || option.Tokens.Count >= option.Option.Arity.MinimumNumberOfValues))
            rule(result);
    });
}
