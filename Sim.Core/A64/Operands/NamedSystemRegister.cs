namespace Sim.Core.A64.Operands;

/// <summary>A system register.</summary>
sealed class NamedSystemRegister() : Operand(Encoding.Bits)
{
    static readonly Field Encoding = new(5, 15);

    // A write to one of these is undefined.
    static readonly SystemRegister[] ReadOnly = [SystemRegister.CntvctEl0, SystemRegister.CtrEl0];

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

    static readonly Dictionary<string, SystemRegister> ByName = Enum.GetValues<SystemRegister>()
        .Where(register => register != SystemRegister.Count)
        .ToDictionary(NameOf);

    public override string Syntax => "sysreg";

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

    public override bool Parse(Draft draft)
    {
        var token = draft.Text.Current;
        if (!draft.TryWord("system register", ByName, out var register))
            return false;
        if (draft.Word >> 20 == 0xd51 && ReadOnly.Contains(register) && token.Text.Equals(NameOf(register), StringComparison.OrdinalIgnoreCase))
            draft.Complain("SIM205", $"'{token.Text}' can only be read", token);
        return Encoding.TrySet(ref draft.Word, Known.Single(known => known.Register == register).Bits);
    }

    public override string? Print(in Shown shown)
    {
        var bits = Encoding.Get(shown.Word);
        return NameOf(Known.Single(known => known.Bits == bits).Register);
    }

    // SpEl0 is sp_el0.
    static string NameOf(SystemRegister register) => string.Concat(register.ToString().Select((c, i) =>
        i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));

    static uint Of(uint op0, uint op1, uint crn, uint crm, uint op2) => (op0 - 2) << 14 | op1 << 11 | crn << 7 | crm << 3 | op2;
}
