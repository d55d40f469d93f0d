using Sim.Core.Kernel.Build;
using Sim.Core.Machine;

namespace Sim.Core.Runs;

/// <summary>A tool attaches to functions and detaches again.</summary>
public sealed record AttachSpec
{
    public required CoreProfile Core { get; init; }

    public required KernelBuild Kernel { get; init; }

    /// <summary>Whose ops: one of <c>Tracer.All</c>. The kernel's own first ops is static, all others are a module's.</summary>
    public required string Tracer { get; init; }

    /// <summary>Functions in the filter of each ops: the last of every so many, so that one function is the last of all. Null: no filter, all.</summary>
    public required int? Functions { get; init; }

    /// <summary>Where the functions are: among the first so many percent of all, in the order in which records are walked; 1 to 100.</summary>
    public int AmongPercent { get; init; } = 100;

    /// <summary>Ops that are registered one after the other, and then unregistered in the same order; 1 to <see cref="MaxOps"/>.</summary>
    public required int Ops { get; init; }

    /// <summary>True if each ops is executed, however many there are.</summary>
    public bool ExecutesAll { get; init; }

    /// <summary>Most ops.</summary>
    public const int MaxOps = 1000;
}
