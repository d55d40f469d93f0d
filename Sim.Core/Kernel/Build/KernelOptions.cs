using Sim.Core.Kernel.Build.Rules;

namespace Sim.Core.Kernel.Build;

/// <summary>Build options that change function entries, dispatch or the code of the paths, as wanted.</summary>
/// <remarks>Whether the build can have them too is what <see cref="ConfigResolver"/> says.</remarks>
public sealed record KernelOptions
{
    /// <summary>Functions can be traced (FUNCTION_TRACER). Without it the compiler leaves nothing at their entries.</summary>
    public required bool FunctionTracer { get; init; }

    /// <summary>Callsites are patched while the kernel runs (DYNAMIC_FTRACE). Without it every function calls <c>_mcount</c>, traced or not.</summary>
    public required bool DynamicFtrace { get; init; }

    /// <summary><c>-Os</c> (CC_OPTIMIZE_FOR_SIZE).</summary>
    public required bool OptimizeForSize { get; init; }

    /// <summary>kCFI (CFI_CLANG): a type hash is before each function.</summary>
    public required bool Cfi { get; init; }

    /// <summary>Branch target identification in the kernel (ARM64_BTI_KERNEL).</summary>
    public required bool Bti { get; init; }

    /// <summary>Return address signing in the kernel (ARM64_PTR_AUTH_KERNEL).</summary>
    public required bool PointerAuth { get; init; }

    /// <summary>Return address signing in every function, leaves included (<c>pac-ret+leaf</c>).</summary>
    public required bool PacInLeaves { get; init; }

    /// <summary>Return addresses are kept on a stack of their own too (SHADOW_CALL_STACK).</summary>
    public required bool ShadowCallStack { get; init; }

    /// <summary>Automatic variables are zeroed (INIT_STACK_ALL_ZERO).</summary>
    public required bool ZeroStack { get; init; }

    /// <summary>Image and modules are at random addresses (RANDOMIZE_BASE).</summary>
    public required bool Kaslr { get; init; }

    /// <summary>The region that modules are loaded into; 1 MiB to 4 GiB.</summary>
    public required long ModuleRegionBytes { get; init; }

    /// <summary>4, 16 or 64 KiB.</summary>
    public required int PageBytes { get; init; }

    /// <summary>The function tracer's ring buffer of a CPU, as <c>buffer_size_kb</c> sets it while the kernel runs; 8 KiB to 64 MiB, whole pages of 4 KiB.</summary>
    public required long RingBufferBytes { get; init; }

    /// <summary>Per-ops trampolines, which no arm64 kernel has: a hypothetical build.</summary>
    public required bool DynamicTrampolines { get; init; }
}
