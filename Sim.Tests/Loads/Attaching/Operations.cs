using Sim.Core.Loads.Attaching;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Loads.Attaching;

/// <summary>Operations on a traced kernel, executed without time.</summary>
static class Operations
{
    public static long Register(this TracedKernel kernel, ulong ops) => Execute(kernel, "register_ftrace_function", ops);

    public static long Unregister(this TracedKernel kernel, ulong ops) => Execute(kernel, "unregister_ftrace_function", ops);

    // The number of instructions.
    static long Execute(TracedKernel kernel, string entry, ulong ops)
    {
        var (code, state, memory) = (kernel.Code, kernel.State, kernel.Memory);
        state.CopyFrom(kernel.Patching.Task);
        state.X[0] = ops;
        state.Pc = code.Symbols[entry];
        var end = code.Symbols["operation_end"];
        var instructions = 0L;
        var stepper = new Stepper(memory, state);
        for (; state.Pc != end; instructions++)
            stepper.Step();
        return instructions;
    }
}
