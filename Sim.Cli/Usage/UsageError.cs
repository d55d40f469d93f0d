using System.CommandLine;
using System.CommandLine.Parsing;
using Sim.Core.Diagnostics;

namespace Sim.Cli.Usage;

/// <summary>Mistakes on the command line.</summary>
static class UsageError
{
    /// <summary>Shows all of them, with what was probably meant and where to read on.</summary>
    public static int Report(ParseResult parsed, TextWriter stderr)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.Tokens.Count == 0)
        {
            TeachingHelpOption.Write(parsed, stderr);
            return ExitCode.BadInput;
        }

        // A wrong verb leaves later errors that only follow from it.
        var messages = parsed.UnmatchedTokens.Count > 0
            ? parsed.UnmatchedTokens.Take(command.Subcommands.Count > 0 ? 1 : int.MaxValue).Select(token => WrongValue(token, parsed) ?? Unknown(token, command))
            : parsed.Errors.Select(error => error.Message);
        foreach (var message in messages)
            stderr.WriteLine($"sim: {message}");
        stderr.WriteLine($"Try '{PathOf(parsed.CommandResult)} --help'.");
        return ExitCode.BadInput;
    }

    /// <summary>A word that <paramref name="command"/> does not know, with the nearest that it does.</summary>
    public static string Unknown(string word, Command command)
    {
        if (word.StartsWith('-'))
            return $"unknown option '{word}'\n hint: {NearestName.Hint(word, OptionsOf(command).Select(option => option.Name))}";

        return command.Subcommands.Count > 0
            ? $"unknown verb '{word}'\n hint: {NearestName.Hint(word, command.Subcommands.Select(verb => verb.Name))}"
            : $"unexpected argument '{word}'";
    }

    // An option that may be given alone leaves a word that is not one of its values to be an argument.
    static string? WrongValue(string word, ParseResult parsed)
    {
        var index = parsed.Tokens.TakeWhile(token => token.Value != word).Count();
        var option = index == 0 ? null : OptionsOf(parsed.CommandResult.Command).FirstOrDefault(option => option.Name == parsed.Tokens[index - 1].Value);
        return option is { Arity: { MinimumNumberOfValues: 0, MaximumNumberOfValues: 1 }, HelpName: { } form }
            ? $"{option.Name} '{word}' is not {form.Replace("|", " or ", StringComparison.Ordinal)}\n hint: Write {option.Name} {form}, or {option.Name} alone, which means true."
            : null;
    }

    // The program is the root whatever file it was started from.
    static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "sim";

    static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive)));
}
