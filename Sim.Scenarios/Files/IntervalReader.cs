using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Files;

/// <summary>The key <c>interval</c> of a scenario: how long each of the intervals is that results are also given for.</summary>
static class IntervalReader
{
    const long PicosecondsPerNanosecond = 1000;
    const double LeastNanoseconds = 1000;

    /// <summary>The length in picoseconds; 0 after reporting a mistake.</summary>
    public static long Read(Node node, DiagnosticBag bag)
    {
        var most = Timeline.MaxPicoseconds / PicosecondsPerNanosecond;
        var length = new ValueReader(bag).Measured(node, "interval", Quantity.Durations, LeastNanoseconds, most);
        return (long)Math.Round((length ?? 0) * PicosecondsPerNanosecond);
    }
}
