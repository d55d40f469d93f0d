namespace Sim.Core.Kernel;

/// <summary>The <c>ftrace_ops</c> flags that a user of ftrace chooses and that change how it is called.</summary>
[Flags]
public enum OpsFlags
{
    None = 0,

    /// <summary>FTRACE_OPS_FL_SAVE_REGS: the tracer wants all registers. Only kernels before 6.2 know the difference.</summary>
    SaveRegs = 1,

    /// <summary>FTRACE_OPS_FL_RECURSION: the tracer asks ftrace for recursion protection.</summary>
    Recursion = 2,

    /// <summary>FTRACE_OPS_FL_RCU: the tracer must only run where RCU is watching.</summary>
    Rcu = 4,
}
