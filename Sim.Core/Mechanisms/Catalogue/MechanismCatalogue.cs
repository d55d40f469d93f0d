using System.Runtime.CompilerServices;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;
using Sim.Core.Mechanisms.CallOps;
using Sim.Core.Mechanisms.Captured;
using Sim.Core.Mechanisms.DirectCall;
using Sim.Core.Mechanisms.DynamicTrampoline;
using Sim.Core.Mechanisms.ListFunc;
using Sim.Core.Mechanisms.MCount;
using Sim.Core.Mechanisms.None;
using Sim.Core.Mechanisms.OwnTrampoline;

namespace Sim.Core.Mechanisms.Catalogue;

/// <summary>Every mechanism, and which of them a kernel build uses.</summary>
public static class MechanismCatalogue
{
    // A cell asks more than once, and thousands of cells share a build.
    static readonly ConditionalWeakTable<KernelBuild, Mechanism> Resolved = [];

    /// <summary>All mechanisms in historical order: the one place that lists them.</summary>
    public static IReadOnlyList<Mechanism> All { get; } =
    [
        new NoMechanism(), new MCountMechanism(), new ListFuncMechanism(), new DynamicTrampolineMechanism(), new CallOpsMechanism(),
        new DirectCallMechanism(),
    ];

    /// <summary>What <c>attach</c> of a scenario may say.</summary>
    public static IReadOnlyList<Attachment> Attachments { get; } =
        [Attachment.Ops, .. All.SelectMany(mechanism => mechanism.Attachments)];

    /// <summary>The mechanism of that name. Null if there is none.</summary>
    public static Mechanism? Find(string name) => All.FirstOrDefault(mechanism => mechanism.Name == name);

    /// <summary>How <paramref name="build"/> calls tracers that register an ops.</summary>
    public static Mechanism Of(KernelBuild build) => build.Capture is not null
        ? CapturedMechanism.Instance
        : Resolved.GetValue(build, asked => Of(ConfigResolver.Resolve(asked)).Mechanism);

    /// <summary>The same, with the weightiest reason in one clause.</summary>
    public static (Mechanism Mechanism, string Reason) Of(ResolvedBuild build)
    {
        foreach (var mechanism in All)
        {
            if (mechanism.ReasonIn(build) is { } reason)
                return (mechanism, reason);
        }

        throw new SimBug($"no mechanism claims {build.Build.Name}");
    }

    /// <summary>How <paramref name="build"/> calls tracers that are attached so, through a trampoline of the user's or none.</summary>
    public static Mechanism Of(KernelBuild build, Attachment attachment, UserTrampoline? design)
    {
        var mechanism = attachment == Attachment.Ops ? Of(build) : All.Single(each => each.Attachments.Contains(attachment));
        return design is null ? mechanism : new OwnTrampolineMechanism(design, mechanism);
    }
}
