using Sim.Core.Runs;

namespace Sim.Cli.Output;

/// <summary>Progress for logs: nothing for short runs, else a line every few seconds.</summary>
/// <remarks>Not safe for several threads at once: the runner reports one cell at a time.</remarks>
sealed class ProgressLines(TextWriter output, string name, int cells, TimeProvider clock) : IProgress<CellResult>
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    readonly long _start = clock.GetTimestamp();
    long _last = clock.GetTimestamp();
    int _done;

    public void Report(CellResult value)
    {
        _done++;
        if (clock.GetElapsedTime(_last) < Interval)
            return;

        _last = clock.GetTimestamp();
        output.WriteLine(FormattableString.Invariant($"{name}: {_done} of {cells} cells done{Left()}"));
    }

    // As if the rest went as fast as what is done.
    string Left()
    {
        var left = clock.GetElapsedTime(_start) / _done * Math.Max(0, cells - _done);
        return left < Interval ? ""
            : left.TotalMinutes < 2 ? FormattableString.Invariant($", about {left.TotalSeconds:0} s left")
            : left.TotalHours < 2 ? FormattableString.Invariant($", about {left.TotalMinutes:0} min left")
            : FormattableString.Invariant($", about {left.TotalHours:0} h left");
    }
}
