namespace Sim.Core.Kernel.Functions;

/// <summary>Who wrote a function's entry last.</summary>
public enum EntryState
{
    /// <summary>The compiler.</summary>
    Compiled,

    /// <summary>ftrace at boot, or when the last tracer left: not traced.</summary>
    Disabled,

    /// <summary>ftrace, since the function is traced.</summary>
    Enabled,
}
