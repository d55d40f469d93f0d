using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Kernel.Functions;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;

namespace Sim.Reports.Layouts;

/// <summary>Everything that <c>sim layout</c> says about a build.</summary>
/// <param name="Kernel">The build, with what the command line changed.</param>
/// <param name="Changes">What that was, as typed; may be empty.</param>
/// <param name="Functions">Traceable functions. Null if not counted.</param>
public sealed record BuildLayout(KernelBuild Kernel, IReadOnlyList<string> Changes, long? Functions)
{
    /// <summary>What branches reach. Null if not requested.</summary>
    public BuildReach? Reach { get; init; }

    public ResolvedBuild Build { get; } = ConfigResolver.Resolve(Kernel);

    public (Mechanism Mechanism, string Reason) Dispatch => MechanismCatalogue.Of(Build);

    /// <summary>Addresses that the entry is shown with.</summary>
    public EntryAddresses At { get; } = EntryAddresses.Example(Kernel.Addresses);

    public EntryLayout Entry => new(Build, At);

    public TextGrowth Growth => TextGrowth.Of(Build);

    /// <summary>Indirect calls between code with the ops literal and without. Empty unless the build checks indirect calls.</summary>
    public IReadOnlyList<KcfiCheck> IndirectCalls => Build.Has(Feature.Cfi) ? KcfiCheck.All : [];
}
