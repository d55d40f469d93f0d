namespace Sim.Core.Kernel.Build.Rules;

/// <summary>Changes that stable kernels took over from later releases, by the first patch level of each line that has them.</summary>
static class Backports
{
    /// <summary>"arm64: ftrace: Don't forbid CALL_OPS+CC_OPTIMIZE_FOR_SIZE with Clang", of 6.9.</summary>
    /// <source key="debian-changelog">6.7.11. That 6.6.23 and 6.8.2, released in the same days of March 2024, have it too is a guess.</source>
    public static IReadOnlyList<KernelVersion> ClangCallOpsAtSize { get; } = [new(6, 6, 23), new(6, 7, 11), new(6, 8, 2)];

    /// <summary>True if <paramref name="version"/> is of one of these lines, from its patch level on.</summary>
    public static bool In(IReadOnlyList<KernelVersion> first, KernelVersion version) =>
        first.Any(line => (line.Major, line.Minor) == (version.Major, version.Minor) && version.Patch >= line.Patch);
}
