using System.Runtime.CompilerServices;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Pipeline;

/// <summary>Which forms of instructions go through which stages.</summary>
static class FormStages
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly Step Execute<TStages>(scoped ref TStages stages, in Step step, long frontEnd)
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

            case Form.Jump: return ref stages.Branch<Jump>(step, frontEnd);
            case Form.Call: return ref stages.Branch<Call>(step, frontEnd);
            case Form.JumpIf: return ref stages.Branch<JumpIf>(step, frontEnd);
            case Form.JumpIfZero: return ref stages.Branch<JumpIfZero>(step, frontEnd);
            case Form.JumpIfNotZero: return ref stages.Branch<JumpIfNotZero>(step, frontEnd);
            case Form.JumpIfBitClear: return ref stages.Branch<JumpIfBitClear>(step, frontEnd);
            case Form.JumpIfBitSet: return ref stages.Branch<JumpIfBitSet>(step, frontEnd);
            case Form.CallRegister: return ref stages.CallRegister(step, frontEnd);
            case Form.Return: return ref stages.Return(step, frontEnd);
            case Form.NotDecoded: return ref stages.Decode(step, frontEnd);
            default: return ref stages.Other(step, frontEnd);
        }

        return ref Next(step);
    }

    /// <summary>The instruction after <paramref name="step"/> in its line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly Step Next(in Step step) => ref Unsafe.Add(ref Unsafe.AsRef(in step), 1);
}
