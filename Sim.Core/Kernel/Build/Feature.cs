namespace Sim.Core.Kernel.Build;

/// <summary>What a build has or has not by the rules of Kconfig and of its compiler; each may depend on those before it.</summary>
public enum Feature
{
    /// <summary>The compiler reserves NOPs at each function (<c>-fpatchable-function-entry</c>).</summary>
    PatchableEntry,

    /// <summary>DYNAMIC_FTRACE_WITH_REGS: two trampolines, one of which saves all registers.</summary>
    Regs,

    /// <summary>DYNAMIC_FTRACE_WITH_ARGS: one trampoline, which saves arguments only.</summary>
    Args,

    /// <summary>ARM64_PTR_AUTH_KERNEL: return addresses are signed.</summary>
    PointerAuth,

    /// <summary>ARM64_BTI_KERNEL: functions that are called indirectly start with BTI C.</summary>
    Bti,

    /// <summary>SHADOW_CALL_STACK: return addresses are pushed to a second stack.</summary>
    ShadowCallStack,

    /// <summary>CFI_CLANG with type hashes (kCFI): indirect calls check what they call.</summary>
    Cfi,

    /// <summary>DYNAMIC_FTRACE_WITH_CALL_OPS: a literal before each function names its ops.</summary>
    CallOps,

    /// <summary>DYNAMIC_FTRACE_WITH_DIRECT_CALLS: a callsite may branch to a trampoline of its tracer.</summary>
    DirectCalls,
}
