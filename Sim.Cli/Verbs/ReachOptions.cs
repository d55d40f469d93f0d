using System.CommandLine;
using System.CommandLine.Parsing;
using Sim.Cli.Usage;

namespace Sim.Cli.Verbs;

/// <summary>What <c>sim layout</c> takes about reach.</summary>
sealed class ReachOptions
{
    const int DefaultBoots = 1000;

    readonly Option<bool> _reach = new("--reach")
    {
        Description = "Which callsites reach the trampolines: at the build's addresses, and over boots with KASLR",
    };
    readonly Option<long?> _boots = Options.Number(
        "--seeds", "N", $"Boots to draw; default: {DefaultBoots}", 1, 100_000);
    readonly Option<long?> _seed = Options.Number("--seed", "S", "What they are drawn with; default: 0", 0, int.MaxValue);
    readonly Option<string?> _out = new("--out") { HelpName = "DIR", Description = "Where a chart of the boots goes; default: none is drawn" };

    public void AddTo(VerbCommand command)
    {
        Option[] details = [_boots, _seed, _out];
        foreach (var option in details.Prepend(_reach))
            command.Add(option);
        command.Check(result =>
        {
            foreach (var option in details.Where(option => result.GetResult(option) is not null && !result.GetValue(_reach)))
                result.AddError($"{option.Name} says how --reach is answered, which was not asked");
        });
    }

    public bool Asked(ParseResult parsed) => parsed.GetValue(_reach);

    public int Boots(ParseResult parsed) => (int)(parsed.GetValue(_boots) ?? DefaultBoots);

    public int Seed(ParseResult parsed) => (int)(parsed.GetValue(_seed) ?? 0);

    public string? Directory(ParseResult parsed) => parsed.GetValue(_out);
}
