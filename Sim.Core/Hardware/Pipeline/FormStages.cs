using System.Runtime.CompilerServices;
using Sim.Core.Hardware.Execution;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>Which forms of instructions go through which stages.</summary>
static class FormStages
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Execute<TStages>(ref TStages stages, in Step step, int position, long frontEnd)
        where TStages : struct, IStages, allows ref struct => step.Form switch
        {
            Form.Nothing => stages.Compute<Nothing>(step, position, frontEnd),
            Form.MoveImmediate => stages.Compute<MoveImmediate>(step, position, frontEnd),
            Form.MoveRegister => stages.Compute<MoveRegister>(step, position, frontEnd),
            Form.RenamedRegister => stages.Rename(step, position, frontEnd),
            Form.AddImmediate => stages.Compute<AddImmediate>(step, position, frontEnd),
            Form.SubtractImmediate => stages.Compute<SubtractImmediate>(step, position, frontEnd),
            Form.AddRegister => stages.Compute<AddRegister>(step, position, frontEnd),
            Form.AndImmediate => stages.Compute<AndImmediate>(step, position, frontEnd),
            Form.CompareImmediate => stages.Compute<CompareImmediate>(step, position, frontEnd),
            Form.CompareRegister => stages.Compute<CompareRegister>(step, position, frontEnd),
            Form.TestImmediate => stages.Compute<TestImmediate>(step, position, frontEnd),

            Form.Load64 => stages.Load<Load64>(step, position, frontEnd),
            Form.Load32 => stages.Load<Load32>(step, position, frontEnd),
            Form.Load8 => stages.Load<Load8>(step, position, frontEnd),
            Form.LoadIndexed64 => stages.Load<LoadIndexed64>(step, position, frontEnd),
            Form.LoadPair64 => stages.Load<LoadPair64>(step, position, frontEnd),
            Form.Store64 => stages.Store<Store64>(step, position, frontEnd),
            Form.Store32 => stages.Store<Store32>(step, position, frontEnd),
            Form.StorePair64 => stages.Store<StorePair64>(step, position, frontEnd),
            Form.StoreRelease64 => stages.Store<StoreRelease64>(step, position, frontEnd),

            Form.Jump => stages.Branch<Jump>(step, position, frontEnd),
            Form.Call => stages.Branch<Call>(step, position, frontEnd),
            Form.JumpIf => stages.Branch<JumpIf>(step, position, frontEnd),
            Form.JumpIfZero => stages.Branch<JumpIfZero>(step, position, frontEnd),
            Form.JumpIfNotZero => stages.Branch<JumpIfNotZero>(step, position, frontEnd),
            Form.JumpIfBitClear => stages.Branch<JumpIfBitClear>(step, position, frontEnd),
            Form.JumpIfBitSet => stages.Branch<JumpIfBitSet>(step, position, frontEnd),
            Form.CallRegister => stages.CallRegister(step, position, frontEnd),
            Form.Return => stages.Return(step, position, frontEnd),
            _ => stages.Other(step, position, frontEnd),
        };
}
