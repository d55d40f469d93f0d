using System.Runtime.CompilerServices;
using Sim.Core.Hardware.Execution;

namespace Sim.Core.Hardware.Pipeline;

/// <summary>Which forms of instructions go through which stages.</summary>
static class FormStages
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Execute<TStages>(ref TStages stages, in Step step, int position)
        where TStages : struct, IStages, allows ref struct => step.Form switch
        {
            Form.Nothing => stages.Compute<Nothing>(step, position),
            Form.MoveImmediate => stages.Compute<MoveImmediate>(step, position),
            Form.MoveRegister => stages.Compute<MoveRegister>(step, position),
            Form.RenamedRegister => stages.Rename(step, position),
            Form.AddImmediate => stages.Compute<AddImmediate>(step, position),
            Form.SubtractImmediate => stages.Compute<SubtractImmediate>(step, position),
            Form.AddRegister => stages.Compute<AddRegister>(step, position),
            Form.AndImmediate => stages.Compute<AndImmediate>(step, position),
            Form.CompareImmediate => stages.Compute<CompareImmediate>(step, position),
            Form.CompareRegister => stages.Compute<CompareRegister>(step, position),
            Form.TestImmediate => stages.Compute<TestImmediate>(step, position),

            Form.Load64 => stages.Load<Load64>(step, position),
            Form.Load32 => stages.Load<Load32>(step, position),
            Form.Load8 => stages.Load<Load8>(step, position),
            Form.LoadIndexed64 => stages.Load<LoadIndexed64>(step, position),
            Form.LoadPair64 => stages.Load<LoadPair64>(step, position),
            Form.Store64 => stages.Store<Store64>(step, position),
            Form.Store32 => stages.Store<Store32>(step, position),
            Form.StorePair64 => stages.Store<StorePair64>(step, position),
            Form.StoreRelease64 => stages.Store<StoreRelease64>(step, position),

            Form.Jump => stages.Branch<Jump>(step, position),
            Form.Call => stages.Branch<Call>(step, position),
            Form.JumpIf => stages.Branch<JumpIf>(step, position),
            Form.JumpIfZero => stages.Branch<JumpIfZero>(step, position),
            Form.JumpIfNotZero => stages.Branch<JumpIfNotZero>(step, position),
            Form.JumpIfBitClear => stages.Branch<JumpIfBitClear>(step, position),
            Form.JumpIfBitSet => stages.Branch<JumpIfBitSet>(step, position),
            Form.CallRegister => stages.CallRegister(step, position),
            Form.Return => stages.Return(step, position),
            _ => stages.Other(step, position),
        };
}
