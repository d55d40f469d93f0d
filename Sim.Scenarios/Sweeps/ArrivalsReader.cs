using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Sweeps;

/// <summary>Reads <c>arrivals</c> of a workload: when its calls come from outside.</summary>
/// <param name="seed">The scenario's; arrivals may have their own.</param>
/// <param name="bag">Receives the mistakes.</param>
sealed class ArrivalsReader(long seed, DiagnosticBag bag)
{
    const long PicosecondsPerSecond = 1_000_000_000_000;
    const double PicosecondsPerNanosecond = 1000;
    const double MostNanoseconds = Arrivals.MaxPicoseconds / PicosecondsPerNanosecond;

    readonly ValueReader _values = new(bag);

    /// <summary>Null after reporting mistakes.</summary>
    /// <param name="node">The key's value.</param>
    /// <param name="calls">Calls of the workload. Null where they are not known.</param>
    public Arrivals? Read(Node node, long? calls)
    {
        var before = bag.Count;
        if (Fields.Of(node, "arrivals", bag) is not { } fields)
            return null;
        var (every, rate) = (fields.Optional("every"), fields.Optional("rate"));
        if (every is null == rate is null)
            node.Place.Report(bag, every is null ? Code.MissingKey : Code.ExclusiveKeys, "arrivals must have 'every' or 'rate', and not both");
        var kind = fields.Required("kind") is { } name ? _values.Name(name, "kind of arrivals", [.. ArrivalKindNames.All.Keys]) : null;
        var own = fields.Optional("seed") is { } number ? _values.Integer(number, "seed", 0, long.MaxValue) : null;
        var mean = every is not null ? Every(every) : rate is not null ? Rate(rate) : null;
        fields.RejectUnknown();
        if (mean * (double?)calls / Arrivals.MaxPicoseconds is > 1 and var days)
            node.Place.Report(bag, Code.TooLongLoad, FormattableString.Invariant($"{calls:N0} calls arrive over {days:0.#} days; at most one is possible"));

        return bag.Count == before ? new(ArrivalKindNames.All[kind!], mean!.Value, own ?? seed) : null;
    }

    long? Every(Node node) => _values.Measured(node, "every", Quantity.Durations, 1, MostNanoseconds) is { } time
        ? (long)Math.Round(time * PicosecondsPerNanosecond) : null;

    long? Rate(Node node) => _values.Measured(node, "rate", Quantity.Frequencies, 1, 1e9) is { } hertz
        ? (long)Math.Round(PicosecondsPerSecond / hertz) : null;
}
