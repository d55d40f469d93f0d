using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary><c>[x0]</c>: a base alone.</summary>
/// <param name="statusLow">Field of a status register, which must be neither data nor base; null if there is none.</param>
sealed class BaseAddress(int? statusLow = null) : Operand(Base.Field.Bits)
{
    public override string Syntax => "[Xn|SP]";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Rn = Base.Get(word) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => Base.TrySet(ref word, i);

    public override bool Parse(Draft draft)
    {
        if (!Base.Parse(draft))
            return false;
        if (draft.Text.AcceptComma())
        {
            var first = draft.Text.Current;
            if (!draft.TryConstant(out var offset))
                return false;
            draft.InRange(first, offset, "offset", 0, 0);
        }

        if (statusLow is { } low && draft.RegisterAt(low) is { IsZero: false } status)
            CheckStatus(draft, status);
        return draft.Expect("]");
    }

    public override string? Print(in Shown shown) => $"[{Base.Print(shown.Word)}]";

    static void CheckStatus(Draft draft, RegisterOperand status)
    {
        if (((int[])[0, 5, 10]).Any(other => draft.RegisterAt(other)?.Number == status.Number))
            draft.Complain("SIM213", $"'{status.Token.Text}' is status and data or address at once: the result is unpredictable", status.Token);
    }
}
