using Sim.Core.Kernel.Build;
using Sim.Scenarios.Profiles;

namespace Sim.Tests.Kernel;

/// <summary>Kernel builds written short.</summary>
static class Builds
{
    /// <summary>A build such as <c>6.3 gcc-12 -Os cfi bti pac leaf scs</c>, <c>static</c> or <c>untraced</c>, at the addresses of Debian's 6.12.</summary>
    public static KernelBuild Of(string text)
    {
        var words = text.Split(' ');
        var basis = Profile.ReadKernel("linux-6.12-debian", [])!.Value;
        return basis with
        {
            Name = text,
            Version = KernelVersion.Parse(words[0])!.Value,
            Compiler = Compiler.Parse(words[1], '-')!,
            Options = basis.Options with
            {
                FunctionTracer = !words.Contains("untraced"),
                DynamicFtrace = !words.Contains("static") && !words.Contains("untraced"),
                OptimizeForSize = words.Contains("-Os"),
                Cfi = words.Contains("cfi"),
                Bti = words.Contains("bti"),
                PointerAuth = words.Contains("pac") || words.Contains("leaf"),
                PacInLeaves = words.Contains("leaf"),
                ShadowCallStack = words.Contains("scs"),
            },
        };
    }
}
