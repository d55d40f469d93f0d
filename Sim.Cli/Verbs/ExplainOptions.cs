using System.CommandLine;
using System.CommandLine.Parsing;
using Sim.Cli.Usage;

namespace Sim.Cli.Verbs;

/// <summary>What <c>sim explain</c> takes.</summary>
sealed class ExplainOptions
{
    public const string Baseline = "baseline";
    public const int Rows = 12;
    public const int MostCells = 8;
    const int StagedCalls = 2;

    static readonly string[] Formats = ["table", "markdown", "csv", "folded", "kanata", "svg", "perfetto"];

    readonly Argument<string> _scenario = new("SCENARIO") { Description = "Scenario file, or a name from 'sim list scenarios'", HelpName = "SCENARIO" };

    readonly Option<string?> _cell = new("--cell")
    {
        HelpName = "CELL",
        Description = "Cell to explain: its number in results.csv, or values that only it has, such as 'strategy=list_func relevant=10'; default: the last one",
    };

    readonly Option<string?> _against = new("--against")
    {
        HelpName = "CELL",
        Description = "Another cell to compare it with, or 'baseline': the same cell without tracers",
    };

    readonly Option<string?> _without = new("--without")
    {
        HelpName = "KEY",
        Description = "Compare with the same cell where this cost of its core is 0, such as forwarding.release_latency; with --format folded, kanata, svg or perfetto: that cell alone",
    };

    readonly Option<bool> _tornado = new("--tornado")
    {
        Description = "Instead: each guess of its core alone at the ends of its range, and what that does to a call",
    };

    readonly Option<bool> _rules = new("--rules")
    {
        Description = $"Instead: what each rule that its core may have is worth to a traced call; without --cell, for up to {MostCells} cells",
    };

    readonly Option<bool> _saves = new("--saves") { Description = "Simulate each listed instruction with a cycle less from issue to result: what a call really saves" };

    readonly Option<string[]> _set = RunOptions.Set();
    readonly Option<bool> _all = new("--all") { Description = $"List every instruction by address, instead of the {Rows} with most cycles" };
    readonly Option<string> _format = Options.Format(Formats);

    readonly Option<long?> _calls = Options.Number("--calls", "N", $"With --format kanata, svg or perfetto: calls to write, one after the other; default: {StagedCalls}", 1, 1000);

    readonly Option<string?> _out = new("--out") { HelpName = "FILE", Description = "Where the output goes; default: stdout" };

    public void AddTo(VerbCommand command)
    {
        command.Add(_scenario);
        foreach (var option in (List<Option>)[_cell, _against, _without, _tornado, _rules, _set, _all, _saves, _format, _calls, _out])
            command.Add(option);
        command.Check(result =>
        {
            foreach (var mistake in Mistakes(result))
                result.AddError(mistake);
        });
    }

    public string Scenario(ParseResult parsed) => parsed.GetValue(_scenario)!;

    public string[] Set(ParseResult parsed) => parsed.GetValue(_set) ?? [];

    public string? Cell(ParseResult parsed) => parsed.GetValue(_cell);

    public string? Against(ParseResult parsed) => parsed.GetValue(_against);

    public string? Without(ParseResult parsed) => parsed.GetValue(_without);

    public bool Tornado(ParseResult parsed) => parsed.GetValue(_tornado);

    public bool Rules(ParseResult parsed) => parsed.GetValue(_rules);

    public bool Saves(ParseResult parsed) => parsed.GetValue(_saves);

    /// <summary>How many instructions a table lists. Null for all.</summary>
    public int? Listed(ParseResult parsed) => parsed.GetValue(_all) ? null : Rows;

    public string Format(ParseResult parsed) => parsed.GetValue(_format)!;

    /// <summary>True if the output is about one cell, and nothing is compared.</summary>
    public bool IsOfOneCell(ParseResult parsed) => parsed.GetValue(_format) == "folded" || IsStaged(parsed.GetValue(_format));

    /// <summary>Calls that are written cycle by cycle; 0 for none.</summary>
    public int Staged(ParseResult parsed) => IsStaged(parsed.GetValue(_format)) ? (int)(parsed.GetValue(_calls) ?? StagedCalls) : 0;

    /// <summary>The calls that were asked for. Null for the default.</summary>
    public long? Calls(ParseResult parsed) => parsed.GetValue(_calls);

    public string? Out(ParseResult parsed) => parsed.GetValue(_out);

    // What would do nothing is refused.
    IEnumerable<string> Mistakes(CommandResult result)
    {
        var format = result.GetValue(_format);
        var isTable = format is null or "" or "table" or "markdown";
        var (compares, without) = (result.GetValue(_against) is not null, result.GetValue(_without) is not null);
        var (tornado, rules) = (result.GetValue(_tornado), result.GetValue(_rules));
        var (all, saves, calls) = (result.GetValue(_all), result.GetValue(_saves), result.GetValue(_calls) is not null);
        if (compares && without)
            yield return "give --against or --without, not both";
        if (tornado && rules)
            yield return "give --tornado or --rules, not both";
        if (rules && (compares || without))
            yield return "--rules compares with nothing else: leave --against and --without out";
        if (tornado && (compares || without))
            yield return "--tornado is about one cell: leave --against and --without out";
        // An unknown one is told by itself.
        if (!isTable && !Formats.Contains(format))
            yield break;
        if ((tornado || rules) && !isTable)
            yield return $"{(rules ? "--rules" : "--tornado")} has the formats table and markdown";
        else if ((tornado || rules) && (all || saves || calls))
            yield return $"{(rules ? "--rules" : "--tornado")} lists no instructions: leave --all, --saves and --calls out";
        else if (!tornado && !rules)
        {
            if (compares && (format == "folded" || IsStaged(format)))
                yield return "--against has the formats table, markdown and csv";
            if (saves && !isTable)
                yield return "--saves has the formats table and markdown";
            if (all && !isTable)
                yield return "--all has the formats table and markdown; csv and folded have every instruction without it";
            if (calls && !IsStaged(format))
                yield return "--calls has the formats kanata, svg and perfetto";
        }

        if (format == "perfetto" && result.GetValue(_out) is null)
            yield return "--format perfetto is not text: give --out FILE";
    }

    static bool IsStaged(string? format) => format is "kanata" or "svg" or "perfetto";
}
