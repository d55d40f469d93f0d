using Sim.Core.Runs;
using Spectre.Console;

namespace Sim.Cli.Output;

/// <summary>How far a run is: a bar on a terminal, a line every few seconds elsewhere.</summary>
static class ProgressDisplay
{
    /// <summary>Does <paramref name="work"/> while showing how many of its cells are done.</summary>
    public static T During<T>(CommandContext context, bool quiet, string name, int cells, Func<IProgress<CellResult>?, T> work)
    {
        if (quiet)
            return work(null);

        var output = new AnsiConsoleOutput(context.Error);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = output });
        if (!output.IsTerminal || !console.Profile.Capabilities.Interactive)
            return work(new ProgressLines(context.Error, name, cells, TimeProvider.System));

        return console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(bars =>
        {
            var bar = bars.AddTask(Markup.Escape(name), maxValue: cells);
            return work(new Bar(bar));
        });
    }

    sealed class Bar(ProgressTask task) : IProgress<CellResult>
    {
        public void Report(CellResult value) => task.Increment(1);
    }
}
