using System.Numerics;

namespace Sim.Core.A64.Operands;

/// <summary><c>[x0, #8]</c>: base and an unsigned offset in units of the access.</summary>
sealed class ScaledAddress(int unitBytes) : Operand(Base.Field.Bits | Offset.Bits)
{
    static readonly Field Offset = new(10, 12);
    readonly int _unitLog = BitOperations.Log2((uint)unitBytes);

    static readonly Dictionary<string, FixupKind> Relocations = new()
    {
        ["lo12"] = FixupKind.PageOffset,
    };

    public override string Syntax => "[Xn|SP{, #offset}]";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Rn = Base.Get(word), Immediate = (long)Offset.Get(word) << _unitLog };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) =>
        Base.TrySet(ref word, i) && i.Immediate % unitBytes == 0 && Offset.TrySet(ref word, (ulong)(i.Immediate >> _unitLog));

    public override bool Parse(Draft draft)
    {
        if (!Base.Parse(draft))
            return false;
        if (!draft.Text.AcceptComma())
            return draft.Expect("]");
        if (draft.Text.AtRelocation)
            return draft.ReferBy(Relocations) && draft.Expect("]");

        var first = draft.Text.Current;
        if (!draft.TryConstant(out var offset))
            return false;
        if (offset < 0 || offset % unitBytes != 0 || !Offset.TrySet(ref draft.Word, (ulong)(offset / unitBytes)))
        {
            var scaled = $"from 0 to {4095 * unitBytes} in steps of {unitBytes}";
            draft.Complain(draft.Text.BadNumber(first, "offset", offset, $"is neither from -256 to 255 nor {scaled}"));
        }

        return draft.Expect("]");
    }

    public override string? Print(in Shown shown)
    {
        var offset = Offset.Get(shown.Word) << _unitLog;
        return offset == 0 ? $"[{Base.Print(shown.Word)}]" : $"[{Base.Print(shown.Word)}, #{offset}]";
    }
}
