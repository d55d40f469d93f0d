namespace Sim.Core.A64.Operands;

/// <summary>A system register.</summary>
sealed class NamedSystemRegister() : Operand(Encoding.Bits)
{
    static readonly Field Encoding = new(5, 15);

    // op0 less 2, op1, CRn, CRm, op2.
    static readonly (SystemRegister Register, uint Bits)[] Known =
    [
        (SystemRegister.SpEl0, Of(3, 0, 4, 1, 0)),
        (SystemRegister.TpidrEl1, Of(3, 0, 13, 0, 4)),
        (SystemRegister.Daif, Of(3, 3, 4, 2, 1)),
        (SystemRegister.CntvctEl0, Of(3, 3, 14, 0, 2)),
        (SystemRegister.CtrEl0, Of(3, 3, 0, 0, 1)),
        (SystemRegister.Nzcv, Of(3, 3, 4, 2, 0)),
    ];

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        foreach (var (register, bits) in Known)
        {
            if (bits != Encoding.Get(word))
                continue;
            i = i with { Immediate = (long)register };
            if (register == SystemRegister.Nzcv)
                i = i.Opcode == Opcode.Mrs ? i with { Rn = Register.Flags } : i with { Rd = Register.Flags };
            return true;
        }

        return false;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        foreach (var (register, bits) in Known)
        {
            if ((long)register == i.Immediate)
                return Encoding.TrySet(ref word, bits);
        }

        return false;
    }

    static uint Of(uint op0, uint op1, uint crn, uint crm, uint op2) => (op0 - 2) << 14 | op1 << 11 | crn << 7 | crm << 3 | op2;
}
