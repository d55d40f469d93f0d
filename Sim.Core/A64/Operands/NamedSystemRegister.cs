using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Operands;

/// <summary>A system register: by its name, or as <c>s3_0_c15_c2_1</c>.</summary>
/// <param name="writes">True of MSR. To write what can only be read is undefined, and the other way round.</param>
sealed class NamedSystemRegister(bool writes) : Operand(Encoding.Bits)
{
    static readonly Field Encoding = new(5, 15);

    public override string Syntax => "sysreg";

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var register = (SystemRegister)Encoding.Get(word);
        i = i with { Immediate = (long)register };
        if (register == SystemRegister.Nzcv)
            i = writes ? i with { Rd = Register.Flags } : i with { Rn = Register.Flags };
        return SystemRegisterNames.Allows(register, writes);
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => Encoding.TrySet(ref word, (ulong)i.Immediate);

    public override bool Parse(Draft draft)
    {
        if (draft.Text.Current.Kind != Parsing.TokenKind.Name)
            return draft.Expected("a system register");
        var token = draft.Cursor.Next();
        if (SystemRegisterNames.Find(token.Text) is not { } register)
        {
            var near = NearestName.Find(token.Text.ToLowerInvariant(), SystemRegisterNames.All);
            draft.Complain("SIM205", $"unknown system register '{token.Text}'", token,
                near is null ? "any register can be written as s3_0_c15_c2_1: op0, op1, CRn, CRm, op2" : $"did you mean '{near}'?");
            return true;
        }

        if (!SystemRegisterNames.Allows(register, writes))
            draft.Complain("SIM205", $"'{token.Text}' can only be {(writes ? "read" : "written")}", token);
        return Encoding.TrySet(ref draft.Word, (uint)register);
    }

    public override string? Print(in Shown shown) => SystemRegisterNames.Of((SystemRegister)Encoding.Get(shown.Word), writes);
}
