using Sim.Core.Runs;

namespace Sim.Cli.Output;

/// <summary>Progress for logs: nothing for short runs, else a line every few seconds.</summary>
/// <remarks>Not safe for several threads at once: the runner reports one cell at a time.</remarks>
sealed class ProgressLines(TextWriter output, string name, int cells, TimeProvider clock) : IProgress<CellResult>
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    long _last = clock.GetTimestamp();
    int _done;

    public void Report(CellResult value)
    {
        _done++;
        if (clock.GetElapsedTime(_last) < Interval)
            return;

        _last = clock.GetTimestamp();
        output.WriteLine(FormattableString.Invariant($"{name}: {_done} of {cells} cells done"));
    }
}
