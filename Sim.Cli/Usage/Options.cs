using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sim.Core.Diagnostics;
using Sim.Core.Mechanisms;
using Sim.Scenarios.Reading;

namespace Sim.Cli.Usage;

/// <summary>Options that several verbs take, and what they accept.</summary>
static class Options
{
    /// <summary>Simulations at a time.</summary>
    public static Option<long?> Jobs() => Number("--jobs", "N", "Cells to simulate at a time; default: one per processor", 1, 1024);

    /// <summary>The number of jobs given, or one per processor.</summary>
    public static int JobsOf(ParseResult parsed, Option<long?> jobs) => (int)(parsed.GetValue(jobs) ?? Environment.ProcessorCount);

    /// <summary>How stdout is written; the first format is the default.</summary>
    public static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format")
        {
            HelpName = string.Join('|', formats),
            Description = "How the result is written to stdout",
            DefaultValueFactory = _ => formats[0],
        };
        option.Validators.Add(result => Check(result, "format", formats));
        return option;
    }

    /// <summary>A whole number within bounds.</summary>
    public static Option<long?> Number(string name, string helpName, string description, long least, long most) => new(name)
    {
        HelpName = helpName,
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;

            result.AddError(FormattableString.Invariant($"{name} '{text}' is not a whole number from {least} to {most}"));
            return null;
        },
    };

    /// <summary>Files or names, at least <paramref name="least"/>; words that look like options are mistakes.</summary>
    public static Argument<string[]> Words(string name, string description, int least)
    {
        var argument = new Argument<string[]>(name)
        {
            Description = description,
            // Else the help lists every word that completion knows.
            HelpName = name,
            Arity = new ArgumentArity(least, 10_000),
        };
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-') && token.Value != StandardInput.Word))
                result.AddError(UsageError.Unknown(token.Value, ((CommandResult)result.Parent!).Command));
        });
        return argument;
    }

    /// <summary>Reports a word that is none of <paramref name="known"/>.</summary>
    public static void Check(SymbolResult result, string kind, IReadOnlyCollection<string> known)
    {
        foreach (var token in result.Tokens.Where(token => !known.Contains(token.Value)))
            result.AddError($"unknown {kind} '{token.Value}'\n hint: {FieldNames.HintFor(token.Value) ?? NearestName.Hint(token.Value, known)}");
    }
}
