using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sim.Core.A64;
using Sim.Core.Hardware.State;

namespace Sim.Core.Hardware.Execution;

/// <summary>Executes the commonest forms of instructions, nine in ten of a list walk, and hands the others on.</summary>
/// <remarks>Registers are accessed unchecked: decoded register numbers are those of <see cref="Register"/>.</remarks>
static class CommonForms
{
    public static Outcome Execute(in Instruction i, Form form, int position, CodeImage code, ArchitecturalState state, Memory memory)
    {
        ref var x = ref MemoryMarshal.GetArrayDataReference(state.X);
        ulong address;
        switch (form)
        {
            // Arithmetic.
            case Form.Nothing:
                return new Outcome(0, position + 1, false);
            case Form.MoveImmediate:
                At(ref x, i.Rd) = (ulong)i.Immediate;
                return new Outcome(0, position + 1, false);
            case Form.MoveRegister:
                At(ref x, i.Rd) = At(ref x, i.Rm);
                return new Outcome(0, position + 1, false);
            case Form.AddImmediate:
                At(ref x, i.Rd) = At(ref x, i.Rn) + (ulong)i.Immediate;
                return new Outcome(0, position + 1, false);
            case Form.SubtractImmediate:
                At(ref x, i.Rd) = At(ref x, i.Rn) - (ulong)i.Immediate;
                return new Outcome(0, position + 1, false);
            case Form.AddRegister:
                At(ref x, i.Rd) = At(ref x, i.Rn) + (At(ref x, i.Rm) << i.Amount);
                return new Outcome(0, position + 1, false);
            case Form.AndImmediate:
                At(ref x, i.Rd) = At(ref x, i.Rn) & (ulong)i.Immediate;
                return new Outcome(0, position + 1, false);
            case Form.CompareImmediate:
                At(ref x, i.Rd) = Flags.AddWithCarry(At(ref x, i.Rn), ~(ulong)i.Immediate, 1, true, out At(ref x, Register.Flags));
                return new Outcome(0, position + 1, false);
            case Form.CompareRegister:
                At(ref x, i.Rd) = Flags.AddWithCarry(At(ref x, i.Rn), ~At(ref x, i.Rm), 1, true, out At(ref x, Register.Flags));
                return new Outcome(0, position + 1, false);

            // Memory.
            case Form.Load64:
                address = At(ref x, i.Rn) + (ulong)i.Immediate;
                At(ref x, i.Rd) = memory.Read64(address);
                return new Outcome(address, position + 1, false);
            case Form.Load32:
                address = At(ref x, i.Rn) + (ulong)i.Immediate;
                At(ref x, i.Rd) = memory.Read(address, 4);
                return new Outcome(address, position + 1, false);
            case Form.Load8:
                address = At(ref x, i.Rn) + (ulong)i.Immediate;
                At(ref x, i.Rd) = memory.Read(address, 1);
                return new Outcome(address, position + 1, false);
            case Form.LoadPair64:
                address = At(ref x, i.Rn) + (ulong)i.Immediate;
                var first = memory.Read64(address);
                At(ref x, i.Ra) = memory.Read64(address + 8);
                At(ref x, i.Rd) = first;
                return new Outcome(address, position + 1, false);
            case Form.Store64:
                address = At(ref x, i.Rn) + (ulong)i.Immediate;
                memory.Write64(address, At(ref x, i.Rd));
                return new Outcome(address, position + 1, false);
            case Form.Store32:
                address = At(ref x, i.Rn) + (ulong)i.Immediate;
                memory.Write(address, At(ref x, i.Rd), 4);
                return new Outcome(address, position + 1, false);
            case Form.StorePair64:
                address = At(ref x, i.Rn) + (ulong)i.Immediate;
                memory.Write64(address, At(ref x, i.Rd));
                memory.Write64(address + 8, At(ref x, i.Ra));
                return new Outcome(address, position + 1, false);

            // Branches.
            case Form.Jump:
                return Branching.Direct(i, position, code, isTaken: true);
            case Form.Call:
                Branching.Link(position, code, state.X);
                return Branching.Direct(i, position, code, isTaken: true);
            case Form.Return:
                return Branching.Indirect(i, position, code, state.X, links: false);
            case Form.JumpIf:
                return Branching.Direct(i, position, code, Flags.Hold(i.Condition, At(ref x, Register.Flags)));
            case Form.JumpIfZero:
                return Branching.Direct(i, position, code, Branching.IsZero(i, state.X));
            case Form.JumpIfNotZero:
                return Branching.Direct(i, position, code, !Branching.IsZero(i, state.X));
            case Form.JumpIfBitClear:
                return Branching.Direct(i, position, code, !Branching.IsBitSet(i, state.X));
            case Form.JumpIfBitSet:
                return Branching.Direct(i, position, code, Branching.IsBitSet(i, state.X));
            default:
                return Interpreter.ExecuteOther(i, position, code, state, memory);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ref ulong At(ref ulong x, byte register) => ref Unsafe.Add(ref x, register);
}
