using Sim.Core.Kernel.Build;

namespace Sim.Core.Dispatch;

/// <summary>Which strategy a kernel build gives, and why.</summary>
public static class StrategyResolver
{
    static readonly KernelVersion PatchableEntries = new(5, 5);
    static readonly KernelVersion CallOps = new(6, 3);

    /// <summary>The strategy of <paramref name="build"/>, with the reason in one clause.</summary>
    public static (Strategy Strategy, string Reason) Resolve(KernelBuild build)
    {
        var options = build.Options;
        var gcc = build.Compiler.Family == CompilerFamily.Gcc;

        if (build.Version < PatchableEntries)
            return (Strategy.MCount, $"before {PatchableEntries} arm64 traces only through -pg");
        if (gcc && build.Compiler.MajorVersion < 8)
            return (Strategy.MCount, "gcc below 8 has no -fpatchable-function-entry");
        if (options.DynamicTrampolines)
            return (Strategy.DynamicTrampoline, "the build has per-ops trampolines, as no arm64 kernel does");
        if (build.Version < CallOps)
            return (Strategy.ListFunc, $"call ops came with {CallOps}");
        if (options.Cfi)
            return (Strategy.ListFunc, "kCFI needs the place before the entry for its type hash");
        if (gcc && options.OptimizeForSize)
            return (Strategy.ListFunc, "gcc -Os does not align functions to 8 bytes");
        return (Strategy.CallOps, $"{build.Version} with aligned functions and no kCFI");
    }
}
