using System.Runtime.CompilerServices;
using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Machine.Caches;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Pipeline;

/// <summary>Execution in which time does not pass: decoded forms as the other pipelines execute them, with no stages, caches or predictors.</summary>
/// <remarks>What is left of the other two without timing: <c>sim bench</c> compares them with it.</remarks>
public sealed class Untimed(CoreProfile core, RegionMap regions, Uncore uncore, ArchitecturalState state) : Pipeline(core, regions, uncore, state)
{
    long _now;

    /// <summary>Instructions executed since the start.</summary>
    public long Executed { get; private set; }

    public override long Now => _now;

    protected override long LastInFlight => _now;

    public override void AppendState(List<long> state) => AppendState(_now, state);

    private protected override int IssueAfterFrontEnd => 0;

    private protected override long LastComplete => _now;

    protected override void Skip(long cycle) => _now = cycle;

    internal void Execute<TLimit>(int stop, TLimit limit)
        where TLimit : struct, ICycleLimit
    {
        var stages = new Stages(this);
        ref readonly var step = ref Begin(_now);
        var executed = 0L;
        do
        {
            step = ref FormStages.Execute(ref stages, step, 0);
            executed++;
        }
        while (!IsAt(step, stop) && !limit.IsReached(_now));

        Executed += executed;
        End(step, _now);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Compute<TForm>(in Step step)
        where TForm : struct, IComputeForm => TForm.Execute(step.Instruction, ref X);

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Arithmetic(in Step step) => Interpreter.Execute(step.Instruction, 0, State, Memory);

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Access<TForm>(in Step step)
        where TForm : struct, IMemoryForm
    {
        ref readonly var i = ref step.Instruction;
        TForm.Execute(i, ref X, Memory, AccessOf<TForm>(i));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    ref readonly Step Branch<TForm>(in Step step)
        where TForm : struct, IBranchForm
    {
        ref readonly var i = ref step.Instruction;
        if (!TForm.IsTaken(i, ref X))
            return ref FormStages.Next(step);
        if (TForm.Kind == MicroOpKind.Call)
            Link(AddressOf(step));
        return ref Go((ulong)i.Immediate, Steps[(nuint)step.Target]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    ref readonly Step BranchToRegister(in Step step, bool links)
    {
        var address = AddressOf(step);
        ref readonly var next = ref TargetOf(step.Instruction.Rn, address, out var target);
        if (links)
            Link(address);
        return ref Go(target, next);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    ref readonly Step Other(in Step step)
    {
        // No instruction, which the loop counted.
        if (step.Form == Form.EndOfLine)
        {
            Executed--;
            return ref NextLine(step);
        }

        var instruction = step.Instruction;
        var first = State.X[instruction.Rn];
        var result = Interpreter.Execute(instruction, AddressOf(step), State, Memory);
        MaintainCode(instruction.Opcode, first);
        if (State.IsStepArmed)
            throw new SimBug("software step is for pipelines with time");
        return ref result.Taken ? ref Go(result.Next, After(step, result)) : ref FormStages.Next(step);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    ref readonly Step DecodeAndExecute(in Step step)
    {
        ref readonly var decoded = ref Decode(step);
        var stages = new Stages(this);
        return ref FormStages.Execute(ref stages, decoded, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref readonly Step Go(ulong target, in Step next)
    {
        Reach(next, target);
        return ref next;
    }

    readonly struct Stages(Untimed core) : IStages
    {
        public void Compute<TForm>(in Step step, long frontEnd)
            where TForm : struct, IComputeForm => core.Compute<TForm>(step);

        public void Arithmetic(in Step step, long frontEnd) => core.Arithmetic(step);

        public void Rename(in Step step, long frontEnd) => core.Compute<MoveRegister>(step);

        public void Load<TForm>(in Step step, long frontEnd)
            where TForm : struct, IMemoryForm => core.Access<TForm>(step);

        public void Store<TForm>(in Step step, long frontEnd)
            where TForm : struct, IMemoryForm => core.Access<TForm>(step);

        public ref readonly Step Branch<TForm>(in Step step, long frontEnd)
            where TForm : struct, IBranchForm => ref core.Branch<TForm>(step);

        public ref readonly Step CallRegister(in Step step, long frontEnd) => ref core.BranchToRegister(step, links: true);

        public ref readonly Step Return(in Step step, long frontEnd) => ref core.BranchToRegister(step, links: false);

        public ref readonly Step Other(in Step step, long frontEnd) => ref core.Other(step);

        public ref readonly Step Decode(in Step step, long frontEnd) => ref core.DecodeAndExecute(step);
    }
}
