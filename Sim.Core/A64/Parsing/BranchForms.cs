namespace Sim.Core.A64.Parsing;

/// <summary>Branches.</summary>
static class BranchForms
{
    public static void AddTo(MnemonicTable table)
    {
        table.Add("b", operands => operands.WithTarget(new Instruction { Opcode = Opcode.B }));
        table.Add("bl", operands => operands.WithTarget(new Instruction { Opcode = Opcode.Bl, Rd = Register.Link }));
        foreach (var (name, condition) in ConditionNames.All)
        {
            table.Add("b." + name, operands => OnCondition(operands, condition));
            table.Add("b" + name, operands => OnCondition(operands, condition));
        }

        table.Add("br", operands => Indirect(operands, Opcode.Br, Register.Discard));
        table.Add("blr", operands => Indirect(operands, Opcode.Blr, Register.Link));
        table.Add("ret", operands => operands.Cursor.AtEnd
            ? new Instruction { Opcode = Opcode.Ret, Rn = Register.Link }
            : Indirect(operands, Opcode.Ret, Register.Discard));
        table.Add("cbz", operands => OnRegister(operands, Opcode.Cbz));
        table.Add("cbnz", operands => OnRegister(operands, Opcode.Cbnz));
        table.Add("tbz", operands => OnBit(operands, Opcode.Tbz));
        table.Add("tbnz", operands => OnBit(operands, Opcode.Tbnz));
    }

    static Parsed OnCondition(OperandReader operands, Condition condition) =>
        operands.WithTarget(new Instruction { Opcode = Opcode.BCond, Condition = condition });

    static Parsed Indirect(OperandReader operands, Opcode opcode, byte link) =>
        new Instruction { Opcode = opcode, Rd = link, Rn = operands.General(is64: true).Source };

    static Parsed OnRegister(OperandReader operands, Opcode opcode)
    {
        var rt = operands.General();
        operands.Comma();
        return operands.WithTarget(new Instruction { Opcode = opcode, Rn = rt.Source, Is64 = rt.Is64 });
    }

    static Parsed OnBit(OperandReader operands, Opcode opcode)
    {
        var rt = operands.General();
        operands.Comma();
        var bit = operands.Number("bit", 0, rt.Bits - 1);
        operands.Comma();


        // Below bit 32, X and W registers give the same word.
        return operands.WithTarget(new Instruction { Opcode = opcode, Rn = rt.Source, Is64 = bit >= 32, Amount = (byte)bit });
    }
}
