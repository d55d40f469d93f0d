namespace Sim.Core.A64.Operands;

/// <summary>An address as a distance in words from the instruction.</summary>
/// <param name="low">Its lowest bit.</param>
/// <param name="width">Its bits.</param>
/// <param name="kind">How linking resolves it.</param>
sealed class WordTarget(int low, int width, FixupKind kind) : Operand(new Field(low, width).Bits)
{
    readonly Field _field = new(low, width);

    public override string Syntax => "label";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        i = i with { Immediate = (long)address + 4 * _field.GetSigned(word) };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        var distance = i.Immediate - (long)address;
        return (distance & 3) == 0 && _field.TrySetSigned(ref word, distance >> 2);
    }

    public override bool Parse(Draft draft) => draft.Refer(kind);

    public override string? Print(in Shown shown) => shown.Target(shown.Address + (ulong)(4 * _field.GetSigned(shown.Word)));
}
