using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>Reads <c>arrivals</c> of a workload: when its calls come from outside.</summary>
/// <param name="seed">The scenario's; arrivals may have their own.</param>
/// <param name="bag">Receives the mistakes.</param>
sealed class ArrivalsReader(long seed, DiagnosticBag bag)
{
    const long PicosecondsPerSecond = 1_000_000_000_000;
    const double PicosecondsPerNanosecond = 1000;

    /// <summary>Null after reporting mistakes.</summary>
    /// <param name="node">The key's value.</param>
    /// <param name="calls">Calls of the workload. Null where they are not known.</param>
    public Arrivals? Read(Node node, long? calls)
    {
        var before = bag.Count;
        if (Fields.Of(node, ScenarioKeys.Arrivals, bag) is not { } fields)
            return null;
        var (every, rate) = (fields.Node("every"), fields.Node("rate"));
        if (every is null == rate is null)
            node.Place.Report(bag, every is null ? Code.MissingKey : Code.ExclusiveKeys, "arrivals must have 'every' or 'rate', and not both");
        var kind = fields.Value<ArrivalKind>("kind");
        var own = fields.Value<long>("seed");
        var mean = every is not null
            ? Rounded(fields.Value<double>("every") * PicosecondsPerNanosecond)
            : rate is not null ? Rounded(PicosecondsPerSecond / fields.Value<double>("rate")) : null;
        fields.RejectUnknown();
        if (mean * (double?)calls / Arrivals.MaxPicoseconds is > 1 and var days)
            node.Place.Report(bag, Code.TooLongLoad, FormattableString.Invariant($"{calls:N0} calls arrive over {days:0.#} days; at most one is possible"));

        return bag.Count == before ? new(kind!.Value, mean!.Value, own ?? seed) : null;
    }

    static long? Rounded(double? picoseconds) => picoseconds is { } time ? (long)Math.Round(time) : null;
}
