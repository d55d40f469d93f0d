using Sim.Core.A64;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Pipeline;

/// <summary>All code as a core needs it, by position: decoded at once, and again wherever it is patched.</summary>
sealed class StepTable
{
    readonly CoreProfile _core;
    readonly CodeImage _code;
    readonly MicroOpDecoder _decoder;

    public StepTable(CoreProfile core, CodeImage code)
    {
        (_core, _code, _decoder) = (core, code, new MicroOpDecoder(core));
        Steps = new PinnedArray<Step>(code.Instructions.Length);
        byte straight = 0;
        for (var position = code.Instructions.Length - 1; position >= 0; position--)
        {
            straight = GoesStraightOn(position) ? (byte)(straight + 1) : (byte)0;
            Decode(position, straight);
        }

        code.Patched += position => Decode(position, Steps[(nuint)position].Straight);
    }

    public PinnedArray<Step> Steps { get; }

    void Decode(int position, byte straight)
    {
        ref readonly var instruction = ref _code.Instructions[position];
        var op = _decoder.Decode(instruction);
        if (op.Ports == 0 && _core.BackEnd.Window is null)
            op = op with { Ports = IssueStage.AnyPort };
        Steps[(nuint)position] = new Step(
            instruction, FormOf(position, op), op, _code.Addresses[position], _code.Targets[position], _code.Regions[position], straight);
    }

    Form FormOf(int position, in MicroOp op)
    {
        // A branch to where no code is: the interpreter knows what that is.
        if (CodeImage.IsDirectBranch(_code.Instructions[position].Opcode) && _code.Targets[position] < 0)
            return Form.Other;
        return op.Kind == MicroOpKind.Move ? Form.RenamedRegister : Forms.Of(_code.Instructions[position]);
    }

    // The next instruction is at the next address, in the same line and region.
    bool GoesStraightOn(int position) =>
        position + 1 < _code.Addresses.Length
        && _code.Addresses[position + 1] == _code.Addresses[position] + 4
        && _code.Addresses[position + 1] % (ulong)_core.Memory.L1I.LineBytes != 0
        && _code.Regions[position + 1] == _code.Regions[position];
}
