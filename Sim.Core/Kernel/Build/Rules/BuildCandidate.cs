namespace Sim.Core.Kernel.Build.Rules;

/// <summary>A build under examination.</summary>
/// <param name="Build">What is wanted.</param>
/// <param name="Features">What it was granted so far.</param>
sealed record BuildCandidate(KernelBuild Build, IReadOnlySet<Feature> Features)
{
    public bool Has(Feature feature) => Features.Contains(feature);

    /// <summary>Functions are traced, and not through patchable entries.</summary>
    public bool TracesThroughMCount => Build.Options.FunctionTracer && !Has(Feature.PatchableEntry);

    public bool IsBefore(int major, int minor) => Build.Version < new KernelVersion(major, minor);

    public bool IsGcc => Build.Compiler.Family == CompilerFamily.Gcc;

    public bool IsClang => Build.Compiler.Family == CompilerFamily.Clang;

    public bool IsGccBelow(int version) => IsGcc && Build.Compiler.MajorVersion < version;

    public bool IsClangBelow(int version) => IsClang && Build.Compiler.MajorVersion < version;
}
