namespace Sim.Core.Kernel.Functions;

/// <summary>Who wrote what stands at a function's entry last.</summary>
public enum EntryState
{
    /// <summary>The compiler.</summary>
    Compiled,

    /// <summary>ftrace at boot, or when the last tracer left: nobody traces.</summary>
    Disabled,

    /// <summary>ftrace, since somebody traces the function.</summary>
    Enabled,
}
