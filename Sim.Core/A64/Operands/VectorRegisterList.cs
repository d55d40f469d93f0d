using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>SIMD registers that follow one another, as vectors: <c>{v0.16b, v1.16b}</c> or <c>{v0.16b-v3.16b}</c>; after v31 comes v0.</summary>
/// <remarks>The arrangement is in bit 30 and bits 10 and 11. Of a decoded instruction AccessBytes are those of a register, and Amount has the number
/// of registers in bits 0 to 2, whether elements are interleaved in bit 3, and the binary logarithm of an element's bytes from bit 4 on.</remarks>
/// <param name="count">1 to 4.</param>
/// <param name="allowsSingle">Whether registers may hold one element alone: <c>1d</c>.</param>
sealed class VectorRegisterList(int count, bool allowsSingle) : Operand(First.Bits | Size.Bits | IsFull.Bits)
{
    static readonly Field First = new(0, 5);
    static readonly Field Size = new(10, 2);
    static readonly Field IsFull = new(30, 1);

    const int SizeShift = 4;

    public override string Syntax => count == 1 ? "{Vt.T}" : $"{{Vt.T{(count == 2 ? ", " : "-")}Vt{count}.T}}";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var (size, isFull) = (Size.Get(word), IsFull.Get(word) != 0);
        i = i with { Rd = (byte)First.Get(word), AccessBytes = (byte)(isFull ? 16 : 8), Amount = (byte)(i.Amount | size << SizeShift) };
        return isFull || size < 3 || allowsSingle;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => First.TrySet(ref word, i.Rd)
        && Size.TrySet(ref word, (ulong)i.Amount >> SizeShift) && IsFull.TrySet(ref word, i.AccessBytes == 16 ? 1u : 0);

    public override bool Parse(Draft draft)
    {
        if (!draft.Expect("{") || !Register(draft, out var first, out var arrangement))
            return false;
        var (last, number) = (first, 1);
        if (draft.Cursor.Accept("-"))
        {
            var token = draft.Text.Current;
            if (!Register(draft, out last, out var other))
                return false;
            CheckSame(draft, token, arrangement, other);
            number = (last + 32 - first) % 32 + 1;
        }
        else
        {
            while (draft.Text.AcceptComma())
            {
                var token = draft.Text.Current;
                if (!Register(draft, out var next, out var other))
                    return false;
                CheckSame(draft, token, arrangement, other);
                if (next != (last + 1) % 32)
                    draft.Complain("SIM203", $"'{token.Text}': the registers of a list must follow one another", token);
                (last, number) = (next, number + 1);
            }
        }

        if (number != count)
            return draft.Expected(count == 1 ? "one register" : $"{count} registers");
        Fill(draft, first, arrangement);
        return draft.Expect("}");
    }

    public override string? Print(in Shown shown)
    {
        var (first, arrangement) = (First.Get(shown.Word), VectorNames.ArrangementOf(Size.Get(shown.Word), IsFull.Get(shown.Word) != 0));
        string Name(uint number) => VectorNames.Of((first + number) % 32, arrangement);
        return count <= 2 || first + count > 32
            ? $"{{{string.Join(", ", Enumerable.Range(0, count).Select(number => Name((uint)number)))}}}"
            : $"{{{Name(0)}-{Name((uint)count - 1)}}}";
    }

    void Fill(Draft draft, byte first, string arrangement)
    {
        var (size, isFull) = VectorNames.FindArrangement(arrangement) ?? (0, false);
        if (size == 3 && !isFull && !allowsSingle)
            draft.Complain("SIM203", "'1d': one element cannot be interleaved; 2d can", draft.Text.Current);
        First.TrySet(ref draft.Word, first);
        Size.TrySet(ref draft.Word, size);
        IsFull.TrySet(ref draft.Word, isFull ? 1u : 0);
    }

    static bool Register(Draft draft, out byte number, out string arrangement)
    {
        var token = draft.Text.Current;
        (number, arrangement) = VectorNames.Split(token) ?? (0, "");
        if (arrangement.Length == 0)
            return draft.Expected("a register such as v0.16b");
        draft.Cursor.Next();
        if (arrangement is "b" or "h" or "s" or "d")
            draft.Complain("SIM203", $"'{token.Text}': loads and stores of single elements are left out; whole registers are arranged as {string.Join(", ", VectorNames.All)}", token);
        else if (VectorNames.FindArrangement(arrangement) is null)
            draft.Complain("SIM203", $"'{token.Text}': known arrangements are {string.Join(", ", VectorNames.All)}", token);
        return true;
    }

    static void CheckSame(Draft draft, Token token, string first, string other)
    {
        if (first != other)
            draft.Complain("SIM203", $"'{token.Text}': all registers of a list must be arranged as .{first}", token);
    }
}
