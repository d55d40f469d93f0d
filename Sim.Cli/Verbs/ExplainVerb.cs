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
    readonly ExplainOptions _options = new();

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
        _options.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    int Run(ParseResult parsed)
    {
        if (ScenarioArguments.Read([_options.Scenario(parsed)], _options.Set(parsed), context) is not [var scenario])
            return ExitCode.BadInput;
        if (_options.Rules(parsed))
            return Rules(parsed, scenario);
        var chosen = Chosen(scenario, _options.Cell(parsed) ?? scenario.Cells[^1].Index.ToString(CultureInfo.InvariantCulture));
        if (chosen is null)
            return ExitCode.BadInput;
        var without = _options.Without(parsed);
        var against = _options.Against(parsed) switch
        {
            null => without is null ? null : Without(scenario, chosen.Cell, without),
            ExplainOptions.Baseline => new Named(ExplainOptions.Baseline, WithoutTracers(chosen.Cell)),
            var other => Chosen(scenario, other),
        };
        if (against is null && (without ?? _options.Against(parsed)) is not null)
            return ExitCode.BadInput;
        try
        {
            if (_options.Tornado(parsed))
            {
                return Write(parsed, TornadoDocument.Of(chosen.Cell, Tornado.Of(scenario, chosen.Cell, context.Runner(Environment.ProcessorCount))));
            }

            if (_options.IsOfOneCell(parsed))
                (chosen, against) = (against ?? chosen, null);
            var first = Explain(chosen, _options.Staged(parsed));
            TellFewer(parsed, first);
            return _options.Format(parsed) == "perfetto"
                ? OutputFile.Write(context, _options.Out(parsed)!, PerfettoTrace.Write(first.Why, $"{first.Cell.Spec.Core.Name} at {first.Cell.Spec.Core.Clock}{Changed(first)}"))
                : OutputFile.Write(context, _options.Out(parsed), Text(parsed, first, against is null ? null : Explain(against)));
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
        if (_options.Cell(parsed) is { } text)
        {
            if (Chosen(scenario, text) is not { } chosen)
                return ExitCode.BadInput;
            cells = [chosen.Cell];
        }

        if (cells.Count is 0 or > ExplainOptions.MostCells)
        {
            context.Error.WriteLine(cells.Count == 0
                ? $"sim: {scenario.Name} has no traced cell"
                : $"sim: {scenario.Name} has {cells.Count} traced cells; --rules takes {ExplainOptions.MostCells} at most\n hint: name one with --cell, or leave some out with --set");
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
        OutputFile.Write(context, _options.Out(parsed), _options.Format(parsed) == "markdown" ? MarkdownRenderer.Render(document) : TextRenderer.Render(document));

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
        var rows = _options.Listed(parsed);
        return _options.Format(parsed) switch
        {
            "csv" => ExplainCsv.Write(new[] { cell, against }.OfType<ExplainedCell>()),
            "folded" => FoldedStacks.Write(cell),
            "kanata" => KanataLog.Write(cell.Why),
            "svg" => PipelineSvg.Write(cell.Cell.Text + Changed(cell), cell.Why),
            "markdown" => MarkdownRenderer.Render(Document()),
            _ => TextRenderer.Render(Document()),
        };

        Document Document() => ExplainDocument.Of(cell, against, rows, _options.Saves(parsed) ? Saves(cell, ExplainDocument.Listed(cell.Why, rows)) : null);
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

    static string Changed(ExplainedCell cell) => cell.Without.Length > 0 ? $", {cell.Label}" : "";

    void TellFewer(ParseResult parsed, ExplainedCell cell)
    {
        if (_options.Staged(parsed) == 0)
            return;
        var written = cell.Why.First[^1].Call + 1;
        var tooMany = string.Create(CultureInfo.InvariantCulture, $"more than {ExplainSimulation.MostStaged:#,0} instructions are too many");
        var reason = cell.Why.First.Count == ExplainSimulation.MostStaged ? $"only in part, for {tooMany}"
            : written < Math.Min(_options.Staged(parsed), cell.Cell.Spec.Calls) ? tooMany
            : written < _options.Calls(parsed) ? "the cell has no more"
            : null;
        if (reason is not null)
            context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sim: {(written == 1 ? "1 call is" : $"{written} calls are")} written: {reason}"));
    }

    static Cell WithoutTracers(Cell cell) =>
        cell with { Spec = cell.Spec with { RelevantTracers = 0, IrrelevantTracers = 0, Tools = ToolSet.None, Timeline = cell.Spec.Timeline.WithoutTools } };

    sealed record Named(string Label, Cell Cell)
    {
        public string Without { get; init; } = "";
    }
}
