using System.CommandLine;
using System.Globalization;
using Sim.Cli.Output;
using Sim.Cli.Usage;
using Sim.Core;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;
using Sim.Reports.Explaining;
using Sim.Reports.Tables;
using Sim.Scenarios.Analyses;
using Sim.Scenarios.Files;
using Sim.Scenarios.Uncertainty;

namespace Sim.Cli.Verbs;

/// <summary><c>sim explain</c>: where the cycles of a call go.</summary>
sealed class ExplainVerb(CommandContext context)
{
    const string Baseline = "baseline";
    const int Rows = 12;
    const int StagedCalls = 2;
    const int MostCells = 8;

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
        Description = "Compare with the same cell where this cost of its core is 0, such as forwarding.release_latency",
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
    readonly Option<string> _format = Options.Format("table", "markdown", "csv", "folded", "kanata", "svg", "perfetto");

    readonly Option<long?> _calls = Options.Number("--calls", "N", $"With --format kanata, svg or perfetto: calls to write, one after the other; default: {StagedCalls}", 1, 1000);

    readonly Option<string?> _out = new("--out") { HelpName = "FILE", Description = "Where the output goes; default: stdout" };

    public static VerbCommand Command(CommandContext context) => new ExplainVerb(context).Create();

    VerbCommand Create()
    {
        var command = new VerbCommand(
            "explain",
            "Where do the cycles of a call go? The critical path by cause, region and instruction; two cells side by side.",
            """
            sim explain rutland-2023-call-ops                           the last cell: what its calls wait for
            sim explain 01-one-tracer --cell 1 --against baseline       what its tracer adds, by cause
            sim explain rutland-2023-call-ops --cell 9 --without forwarding.release_latency
                                                                        what this cost is worth, simulated
            sim explain 05-other-cores --cell 10 --all                  every instruction with its share, cause and misses
            sim explain rutland-2023-call-ops --cell 9 --saves          what a cycle less at each of them would save
            sim explain 05-other-cores --tornado                        which guesses of the core the answer depends on
            sim explain 05-other-cores --cell 7 --rules                 what each rule of the core is worth
            sim explain my-scenario.yaml --format folded > my.folded    for flame graph tools and speedscope
            sim explain my-scenario.yaml --format kanata > my.kanata    cycle by cycle, for the pipeline viewer Konata
            sim explain my-scenario.yaml --format svg > my.svg          the same as a picture: instruction by cycle
            sim explain my-scenario.yaml --format perfetto --out my.pftrace    the same for ui.perfetto.dev

            A cause is a rule of the core: a store-release that a load waits for, a mispredicted return, a full reorder buffer. The critical path goes from
            the last retirement backwards, always to what arrived last, so its cycles sum to the call. A call without one cause saves
            the cause's cycles at most, but for other waits that move too: then it may be more. --without simulates it.
            """);
        command.Add(_scenario);
        foreach (var option in (List<Option>)[_cell, _against, _without, _tornado, _rules, _set, _all, _saves, _format, _calls, _out])
            command.Add(option);
        command.Check(result =>
        {
            if (result.GetValue(_against) is not null && result.GetValue(_without) is not null)
                result.AddError("give --against or --without, not both");
            if (result.GetValue(_tornado) && result.GetValue(_rules))
                result.AddError("give --tornado or --rules, not both");
            if (result.GetValue(_rules) && (result.GetValue(_against) ?? result.GetValue(_without)) is not null)
                result.AddError("--rules compares with nothing else: leave --against and --without out");
            if (result.GetValue(_rules) && result.GetValue(_format) is not (null or "" or "table" or "markdown"))
                result.AddError("--rules has the formats table and markdown");
            if (result.GetValue(_tornado) && (result.GetValue(_against) ?? result.GetValue(_without)) is not null)
                result.AddError("--tornado is about one cell: leave --against and --without out");
            if (result.GetValue(_format) == "perfetto" && result.GetValue(_out) is null)
                result.AddError("--format perfetto is not text: give --out FILE");
            if (result.GetValue(_tornado) && result.GetValue(_format) is not (null or "" or "table" or "markdown"))
                result.AddError("--tornado has the formats table and markdown");
        });
        command.SetAction(Run);
        return command;
    }

    int Run(ParseResult parsed)
    {
        if (ScenarioArguments.Read([parsed.GetValue(_scenario)!], parsed.GetValue(_set) ?? [], context) is not [var scenario])
            return ExitCode.BadInput;
        if (parsed.GetValue(_rules))
            return Rules(parsed, scenario);
        var chosen = Chosen(scenario, parsed.GetValue(_cell) ?? scenario.Cells[^1].Index.ToString(CultureInfo.InvariantCulture));
        if (chosen is null)
            return ExitCode.BadInput;
        var without = parsed.GetValue(_without);
        var against = parsed.GetValue(_against) switch
        {
            null => without is null ? null : Without(scenario, chosen.Cell, without),
            Baseline => new Named(Baseline, WithoutTracers(chosen.Cell)),
            var other => Chosen(scenario, other),
        };
        if (against is null && (without ?? parsed.GetValue(_against)) is not null)
            return ExitCode.BadInput;
        try
        {
            if (parsed.GetValue(_tornado))
            {
                return Write(parsed, TornadoDocument.Of(chosen.Cell, Tornado.Of(scenario, chosen.Cell, context.Runner(Environment.ProcessorCount))));
            }

            var first = Explain(chosen, StagedOf(parsed));
            TellFewer(parsed, first);
            return parsed.GetValue(_format) == "perfetto"
                ? OutputFile.Write(context, parsed.GetValue(_out)!, PerfettoTrace.Write(first.Why, $"{first.Cell.Spec.Core.Name} at {first.Cell.Spec.Core.Clock}"))
                : OutputFile.Write(context, parsed.GetValue(_out), Text(parsed, first, against is null ? null : Explain(against)));
        }
        catch (CannotDispatchException refusal)
        {
            context.Error.WriteLine($"sim: {scenario.Name}: the cell cannot be explained: {refusal.Message}");
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            return Interrupted();
        }
    }

    int Rules(ParseResult parsed, Scenario scenario)
    {
        List<Cell> cells = [.. scenario.Cells.Where(cell => cell.Spec != WithoutTracers(cell).Spec)];
        if (parsed.GetValue(_cell) is { } text)
        {
            if (Chosen(scenario, text) is not { } chosen)
                return ExitCode.BadInput;
            cells = [chosen.Cell];
        }

        if (cells.Count is 0 or > MostCells)
        {
            context.Error.WriteLine(cells.Count == 0
                ? $"sim: {scenario.Name} has no traced cell"
                : $"sim: {scenario.Name} has {cells.Count} traced cells; --rules takes {MostCells} at most\n hint: name one with --cell, or leave some out with --set");
            return ExitCode.BadInput;
        }

        try
        {
            return Write(parsed, RuleDocument.Of(cells, RuleAblation.Of(scenario, cells, context.Runner(Environment.ProcessorCount))));
        }
        catch (OperationCanceledException)
        {
            return Interrupted();
        }
    }

    int Write(ParseResult parsed, Document document) =>
        OutputFile.Write(context, parsed.GetValue(_out), parsed.GetValue(_format) == "markdown" ? MarkdownRenderer.Render(document) : TextRenderer.Render(document));

    int Interrupted()
    {
        context.Error.WriteLine("sim: interrupted; nothing is done");
        return ExitCode.Interrupted;
    }

    ExplainedCell Explain(Named named, int staged = 0) => new(named.Label, named.Cell, ExplainSimulation.Run(named.Cell.Spec, staged, context.Cancel)) { Without = named.Without };

    Named? Chosen(Scenario scenario, string text)
    {
        var (cell, mistake) = CellChoice.Of(scenario, text);
        if (cell is not null)
            return new($"cell {cell.Index}", cell);
        context.Error.WriteLine($"sim: {mistake}");
        return null;
    }

    Named? Without(Scenario scenario, Cell cell, string key)
    {
        var (changed, mistake) = WithoutCost.Of(scenario, cell, key);
        if (changed is not null)
            return new($"without {key}", changed) { Without = WithoutCost.MeaningOf(scenario, cell, key) };
        context.Error.WriteLine($"sim: {mistake}");
        return null;
    }

    string Text(ParseResult parsed, ExplainedCell cell, ExplainedCell? against)
    {
        int? rows = parsed.GetValue(_all) ? null : Rows;
        return parsed.GetValue(_format) switch
        {
            "csv" => ExplainCsv.Write(new[] { cell, against }.OfType<ExplainedCell>()),
            "folded" => FoldedStacks.Write(cell),
            "kanata" => KanataLog.Write(cell.Why),
            "svg" => PipelineSvg.Write(cell.Cell.Text, cell.Why),
            "markdown" => MarkdownRenderer.Render(Document()),
            _ => TextRenderer.Render(Document()),
        };

        Document Document() => ExplainDocument.Of(cell, against, rows, parsed.GetValue(_saves) ? Saves(cell, ExplainDocument.Listed(cell.Why, rows)) : null);
    }

    // Cycles of a call, by address.
    Dictionary<ulong, double> Saves(ExplainedCell cell, IEnumerable<ExplainedInstruction> instructions)
    {
        var spec = cell.Cell.Spec;
        var cycles = Simulation.Run(spec, context.Cancel).Cycles;
        return instructions.AsParallel().WithCancellation(context.Cancel)
            .Select(instruction => (instruction.Address, Saved: cycles - ExplainSimulation.CyclesWithout(spec, instruction.Address, context.Cancel)))
            .ToDictionary(row => row.Address, row => (double)row.Saved / spec.Calls);
    }

    int StagedOf(ParseResult parsed) => parsed.GetValue(_format) is "kanata" or "svg" or "perfetto" ? (int)(parsed.GetValue(_calls) ?? StagedCalls) : 0;

    void TellFewer(ParseResult parsed, ExplainedCell cell)
    {
        if (StagedOf(parsed) == 0)
            return;
        var (written, all) = (cell.Why.First[^1].Call + 1, cell.Cell.Spec.Calls);
        if (cell.Why.First.Count == ExplainSimulation.MostStaged)
            context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sim: {written} calls are written, the last one in part: more than {ExplainSimulation.MostStaged:#,0} instructions are too many"));
        else if (written < Math.Min(StagedOf(parsed), all))
            context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sim: {written} calls are written: more than {ExplainSimulation.MostStaged:#,0} instructions are too many"));
        else if (written < parsed.GetValue(_calls))
            context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sim: {written} calls are written: the cell has no more"));
    }

    static Cell WithoutTracers(Cell cell) =>
        cell with { Spec = cell.Spec with { RelevantTracers = 0, IrrelevantTracers = 0, Tools = ToolSet.None, Timeline = cell.Spec.Timeline.WithoutTools } };

    sealed record Named(string Label, Cell Cell)
    {
        public string Without { get; init; } = "";
    }
}
