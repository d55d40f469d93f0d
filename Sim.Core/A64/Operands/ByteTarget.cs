namespace Sim.Core.A64.Operands;

/// <summary>The address of <c>adr</c> and <c>adrp</c>, as a distance in bytes or pages.</summary>
sealed class ByteTarget(bool isPage) : Operand(High.Bits | Low.Bits)
{
    static readonly Field High = new(5, 19);
    static readonly Field Low = new(29, 2);
    readonly int _unitLog = isPage ? 12 : 0;

    static readonly Dictionary<string, FixupKind> Relocations = new()
    {
        ["pg_hi21"] = FixupKind.Page,
    };

    public override string Syntax => "label";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var distance = High.GetSigned(word) << 2 | (long)Low.Get(word);
        i = i with { Immediate = (Start(address) + distance) << _unitLog };
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        if ((i.Immediate & ((1L << _unitLog) - 1)) != 0)
            return false;
        var distance = (i.Immediate >> _unitLog) - Start(address);
        return High.TrySetSigned(ref word, distance >> 2) && Low.TrySet(ref word, (ulong)distance & 3);
    }

    public override bool Parse(Draft draft)
    {
        if (isPage && draft.Text.AtRelocation)
            return draft.ReferBy(Relocations);
        return draft.Refer(isPage ? FixupKind.Page : FixupKind.Adr);
    }

    public override string? Print(in Shown shown)
    {
        var instruction = new Instruction();
        Decode(shown.Word, shown.Address, ref instruction);
        return shown.Target((ulong)instruction.Immediate);
    }

    long Start(ulong address) => (long)address >> _unitLog;
}
