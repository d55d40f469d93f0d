using System.Runtime.CompilerServices;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Pipeline;

/// <summary>Which forms of instructions go through which stages.</summary>
static class FormStages
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Execute<TStages>(ref TStages stages, in Step step, int position, long frontEnd)
        where TStages : struct, IStages, allows ref struct
    {
        switch (step.Form)
        {
            case Form.Nothing: stages.Compute<Nothing>(step, frontEnd); break;
            case Form.MoveImmediate: stages.Compute<MoveImmediate>(step, frontEnd); break;
            case Form.MoveRegister: stages.Compute<MoveRegister>(step, frontEnd); break;
            case Form.RenamedRegister: stages.Rename(step, frontEnd); break;
            case Form.AddImmediate: stages.Compute<AddImmediate>(step, frontEnd); break;
            case Form.SubtractImmediate: stages.Compute<SubtractImmediate>(step, frontEnd); break;
            case Form.AddRegister: stages.Compute<AddRegister>(step, frontEnd); break;
            case Form.AndImmediate: stages.Compute<AndImmediate>(step, frontEnd); break;
            case Form.CompareImmediate: stages.Compute<CompareImmediate>(step, frontEnd); break;
            case Form.CompareRegister: stages.Compute<CompareRegister>(step, frontEnd); break;
            case Form.TestImmediate: stages.Compute<TestImmediate>(step, frontEnd); break;
            case Form.Arithmetic: stages.Arithmetic(step, frontEnd); break;

            case Form.Load64: stages.Load<Load64>(step, frontEnd); break;
            case Form.Load32: stages.Load<Load32>(step, frontEnd); break;
            case Form.Load8: stages.Load<Load8>(step, frontEnd); break;
            case Form.LoadIndexed64: stages.Load<LoadIndexed64>(step, frontEnd); break;
            case Form.LoadPair64: stages.Load<LoadPair64>(step, frontEnd); break;
            case Form.Store64: stages.Store<Store64>(step, frontEnd); break;
            case Form.Store32: stages.Store<Store32>(step, frontEnd); break;
            case Form.StorePair64: stages.Store<StorePair64>(step, frontEnd); break;
            case Form.StoreRelease64: stages.Store<StoreRelease64>(step, frontEnd); break;

            case Form.Jump: return stages.Branch<Jump>(step, position, frontEnd);
            case Form.Call: return stages.Branch<Call>(step, position, frontEnd);
            case Form.JumpIf: return stages.Branch<JumpIf>(step, position, frontEnd);
            case Form.JumpIfZero: return stages.Branch<JumpIfZero>(step, position, frontEnd);
            case Form.JumpIfNotZero: return stages.Branch<JumpIfNotZero>(step, position, frontEnd);
            case Form.JumpIfBitClear: return stages.Branch<JumpIfBitClear>(step, position, frontEnd);
            case Form.JumpIfBitSet: return stages.Branch<JumpIfBitSet>(step, position, frontEnd);
            case Form.CallRegister: return stages.CallRegister(step, position, frontEnd);
            case Form.Return: return stages.Return(step, position, frontEnd);
            case Form.NotDecoded: return stages.Decode(position, frontEnd);
            default: return stages.Other(step, position, frontEnd);
        }

        return position + 1;
    }
}
