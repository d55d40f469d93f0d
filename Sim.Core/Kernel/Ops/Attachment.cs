namespace Sim.Core.Kernel.Ops;

/// <summary>How a tracer asks ftrace to be called.</summary>
public enum Attachment
{
    /// <summary>Through the function that its <c>ftrace_ops</c> names.</summary>
    Ops,

    /// <summary>Through a trampoline of its own (<c>register_ftrace_direct</c>) that a branch from the callsite reaches.</summary>
    DirectCall,

    /// <summary>The same, with a trampoline that no branch from the callsite reaches.</summary>
    DirectCallFar,
}
