using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.OwnTrampoline;
using Sim.Core.Runs;

namespace Sim.Core.Loads;

/// <summary>Whether somebody's own trampoline assembles, links, comes back, and leaves what the tracee and its caller need.</summary>
public static class DesignCheck
{
    // A call that takes longer does not come back: the longest built-in one, with 10,000 tracers, has some 600,000 instructions.
    const long MostInstructions = 10_000_000;

    const ulong Sentinel = 0x5E47_1E40_0000_0000;

    /// <summary>What is wrong with the design of <paramref name="cell"/>, which has at least one relevant tracer; executes one traced call.</summary>
    /// <exception cref="CannotDispatchException">The kernel build has no place for a design.</exception>
    public static IReadOnlyList<Diagnostic> Run(CellSpec cell)
    {
        try
        {
            return Call(cell, CallLoop.Build(cell));
        }
        catch (DesignException mistakes)
        {
            return mistakes.Mistakes;
        }
    }

    static IReadOnlyList<Diagnostic> Call(CellSpec cell, CallLoop loop)
    {
        var (code, state) = (loop.Code, loop.State);
        try
        {
            RunUntil(loop, code.Symbols["tracee_relevant"]);
            for (var register = 0; register <= 8; register++)
                state.X[register] = Sentinel + (ulong)register;
            var before = state.X.ToArray();
            RunUntil(loop, state.X[Register.Link]);
            var changed = Kept(cell).Where(register => state.X[register] != before[register]).Select(NameOf).ToList();
            return changed.Count == 0 ? [] :
            [
                new("SIM155", $"a traced call changes {string.Join(", ", changed)}, which the traced function or its caller needs", WholeFile(cell)),
            ];
        }
        catch (GuestFault fault)
        {
            return [new("SIM156", $"a traced call fails: {fault.Message}", WholeFile(cell), $"The last instruction was '{code.TextAt(state.Pc)}'.")];
        }
    }

    // Arguments, what a callee must keep, frame and stack; behind -pg the compiler expects no argument to survive.
    static IEnumerable<int> Kept(CellSpec cell) =>
        Enumerable.Range(0, 9).Where(_ => cell.Mechanism.KeepsArguments)
            .Concat(Enumerable.Range(18, Register.Link - 18)).Append(Register.Stack);

    static void RunUntil(CallLoop loop, ulong stop)
    {
        var stepper = new Stepper(loop.Memory, loop.State);
        for (var count = 0L; count == 0 || loop.State.Pc != stop; count++)
        {
            if (count == MostInstructions)
                throw new GuestFault(FormattableString.Invariant($"it has not come back after {MostInstructions:N0} instructions"));
            stepper.Step();
        }
    }

    static string NameOf(int register) => register == Register.Stack ? "sp" : FormattableString.Invariant($"x{register}");

    static SourceSpan WholeFile(CellSpec cell) => new(cell.Design!.Text.Name);
}
