using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Layout;

namespace Sim.Core.Mechanisms;

/// <summary>How the callsites of one boot get to the trampoline of a strategy.</summary>
/// <param name="Strategy">The strategy.</param>
/// <param name="Image">Functions of the image.</param>
/// <param name="Modules">Functions of modules.</param>
public sealed record StrategyReach(Strategy Strategy, Reach Image, Reach Modules)
{
    public Reach All => Image + Modules;

    /// <summary>
    /// What a build gets by way of ops and of direct calls, and the strategy that no arm64 kernel has. Empty without function tracing.
    /// </summary>
    public static IReadOnlyList<Strategy> StrategiesOf(ResolvedBuild build)
    {
        var own = StrategyResolver.Resolve(build).Strategy;
        if (own == Strategy.None)
            return [];
        IReadOnlyList<Strategy> direct = build.Has(Feature.DirectCalls) ? [Strategy.DirectCall] : [];
        return [.. new[] { own }.Concat(direct).Append(Strategy.DynamicTrampoline).Distinct()];
    }

    /// <summary>The counts for <paramref name="space"/>, exact for callsites that are spread evenly.</summary>
    /// <param name="space">The boot's layout.</param>
    /// <param name="strategy">One with a trampoline of its own per tracer, or one with the common trampoline.</param>
    public static StrategyReach Of(AddressSpace space, Strategy strategy) =>
        new(strategy, ReachOf(space.ImageCallsites, space, strategy, hasPlt: false), ReachOf(space.ModuleCallsites, space, strategy, hasPlt: true));

    static Reach ReachOf(CallsiteSpread from, AddressSpace space, Strategy strategy, bool hasPlt) =>
        strategy == Strategy.DynamicTrampoline || strategy == Strategy.DirectCall
            ? Reach.ToOwn(from, space.OwnTrampoline, space.FtraceCaller, hasPlt)
            : Reach.ToCommon(from, space.FtraceCaller, hasPlt);
}
