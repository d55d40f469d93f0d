using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary><c>[x0], #64</c> or <c>[x0], x1</c>: a base to which what is accessed, or a register, is added afterwards.</summary>
/// <param name="registers">Registers that are loaded or stored.</param>
/// <param name="byRegister">True if a register is added.</param>
sealed class StructureAddress(int registers, bool byRegister) : Operand(Base.Field.Bits | (byRegister ? Index.Bits : 0))
{
    static readonly Field Index = new(16, 5);
    static readonly Field IsFull = new(30, 1);

    public override string Syntax => byRegister ? "[Xn|SP], Xm" : "[Xn|SP], #bytes";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Rn = Base.Get(word), Addressing = Addressing.PostIndex };
        if (!byRegister)
            i = i with { Immediate = BytesOf(word) };
        else if (Index.Get(word) is var index && index != 31)
            i = i with { Rm = (byte)index };
        else
            return false;
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) =>
        Base.TrySet(ref word, i) && (byRegister ? Index.TrySet(ref word, i.Rm) : true);

    public override bool Parse(Draft draft)
    {
        if (!Base.Parse(draft) || !draft.Expect("]") || !draft.Expect(","))
            return false;
        if (byRegister)
        {
            if (!draft.TryRegister(out var index))
                return false;
            draft.RequireWidth(index, true);
            if (index.IsStack || index.IsZero)
                draft.Complain(draft.Text.WrongRegister(index, "x0 to x30 can be added here"));
            return Index.TrySet(ref draft.Word, (ulong)Math.Min(index.Number, (byte)30));
        }

        var first = draft.Text.Current;
        if (!draft.TryConstant(out var bytes))
            return false;
        draft.InRange(first, bytes, "offset with write-back", BytesOf(draft.Word), BytesOf(draft.Word));
        return true;
    }

    public override string? Print(in Shown shown) => byRegister
        ? $"[{Base.Print(shown.Word)}], {RegisterNames.Of((byte)Index.Get(shown.Word), isX: true, isStack: false)}"
        : $"[{Base.Print(shown.Word)}], {Shown.Decimal(BytesOf(shown.Word))}";

    long BytesOf(uint word) => registers * (IsFull.Get(word) != 0 ? 16 : 8);
}
