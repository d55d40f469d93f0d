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

    internal void Execute(int stop, long cycleLimit)
    {
        var stages = new Stages(this);
        var position = Begin(_now);
        var executed = 0L;
        do
        {
            position = FormStages.Execute(ref stages, Steps[(nuint)position], position, 0);
            executed++;
        }
        while (position != stop && _now < cycleLimit);

        Executed += executed;
        End(position, _now);
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
    int Branch<TForm>(in Step step, int position)
        where TForm : struct, IBranchForm
    {
        ref readonly var i = ref step.Instruction;
        if (!TForm.IsTaken(i, ref X))
            return position + 1;
        if (TForm.Kind == MicroOpKind.Call)
            Link(AddressAt(position));
        return Go((ulong)i.Immediate, step.Target);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    int BranchToRegister(in Step step, int position, bool links)
    {
        var address = AddressAt(position);
        var (target, next) = TargetOf(step.Instruction.Rn, address);
        if (links)
            Link(address);
        return Go(target, next);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    int Other(in Step step, int position)
    {
        // No instruction, which the loop counted.
        if (step.Form == Form.EndOfLine)
        {
            Executed--;
            return NextLine(position);
        }

        var instruction = step.Instruction;
        var first = State.X[instruction.Rn];
        var result = Interpreter.Execute(instruction, AddressAt(position), State, Memory);
        MaintainCode(instruction.Opcode, first);
        if (State.IsStepArmed)
            throw new SimBug("software step is for pipelines with time");
        return result.Taken ? Go(result.Next, PositionAfter(position, result)) : position + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    int DecodeAndExecute(int position)
    {
        Decode(position);
        var stages = new Stages(this);
        return FormStages.Execute(ref stages, Steps[(nuint)position], position, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Go(ulong target, int next)
    {
        Origin = target - (4 * (ulong)next);
        return next;
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

        public int Branch<TForm>(in Step step, int position, long frontEnd)
            where TForm : struct, IBranchForm => core.Branch<TForm>(step, position);

        public int CallRegister(in Step step, int position, long frontEnd) => core.BranchToRegister(step, position, links: true);

        public int Return(in Step step, int position, long frontEnd) => core.BranchToRegister(step, position, links: false);

        public int Other(in Step step, int position, long frontEnd) => core.Other(step, position);

        public int Decode(int position, long frontEnd) => core.DecodeAndExecute(position);
    }
}
