using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>Two source registers that an alias writes once.</summary>
/// <param name="allowsZero">False if the zero register makes another alias.</param>
sealed class SameRegister(bool allowsZero) : Operand(First.Bits | Second.Bits)
{
    static readonly Field First = new(5, 5);
    static readonly Field Second = new(16, 5);

    public override string Syntax => "Rn";

    public override bool Decode(uint word, ulong address, ref Instruction i) =>
        First.Get(word) == Second.Get(word) && (allowsZero || First.Get(word) != 31);

    public override bool Parse(Draft draft)
    {
        if (!draft.TryRegister(out var register))
            return false;
        draft.RequireWidth(register, null);
        if (register.IsStack)
            draft.Complain(draft.Text.WrongRegister(register, OperandReader.NoStack));
        draft.Put(5, register);
        draft.Put(16, register);
        return true;
    }

    public override string? Print(in Shown shown) => RegisterNames.Of((byte)First.Get(shown.Word), shown.Is64, isStack: false);
}
