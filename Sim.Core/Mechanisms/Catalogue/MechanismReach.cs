using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Layout;

namespace Sim.Core.Mechanisms.Catalogue;

/// <summary>How the callsites of one boot get to the trampoline of a mechanism.</summary>
/// <param name="Mechanism">The mechanism.</param>
/// <param name="Image">Functions of the image.</param>
/// <param name="Modules">Functions of modules.</param>
public sealed record MechanismReach(Mechanism Mechanism, Reach Image, Reach Modules)
{
    public Reach All => Image + Modules;

    /// <summary>What a build has, and then what else its reach is worth comparing with, newest first. Empty without function tracing.</summary>
    public static IReadOnlyList<Mechanism> MechanismsOf(ResolvedBuild build)
    {
        var own = MechanismCatalogue.Of(build).Mechanism;
        return own.HasReach
            ? [.. MechanismCatalogue.All.Where(other => other.IsComparedIn(build)).Append(own).Reverse().Distinct()]
            : [];
    }

    /// <summary>The counts for <paramref name="space"/>, exact for callsites that are spread evenly.</summary>
    public static MechanismReach Of(AddressSpace space, Mechanism mechanism) =>
        new(mechanism, mechanism.ReachFrom(space.ImageCallsites, space, hasPlt: false), mechanism.ReachFrom(space.ModuleCallsites, space, hasPlt: true));
}
