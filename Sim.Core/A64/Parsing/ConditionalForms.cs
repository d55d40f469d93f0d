namespace Sim.Core.A64.Parsing;

/// <summary>Conditional select and conditional compare.</summary>
static class ConditionalForms
{
    public static void AddTo(MnemonicTable table)
    {
        foreach (var opcode in (Opcode[])[Opcode.Csel, Opcode.Csinc, Opcode.Csinv, Opcode.Csneg])
            table.Add(opcode.ToString(), operands => Select(operands, opcode));
        table.Add("cinc", operands => OneSource(operands, Opcode.Csinc));
        table.Add("cinv", operands => OneSource(operands, Opcode.Csinv));
        table.Add("cneg", operands => OneSource(operands, Opcode.Csneg));
        table.Add("cset", operands => Set(operands, Opcode.Csinc));
        table.Add("csetm", operands => Set(operands, Opcode.Csinv));
        table.Add("ccmp", operands => Compare(operands, Opcode.Ccmp));
        table.Add("ccmn", operands => Compare(operands, Opcode.Ccmn));
    }

    static Parsed Select(OperandReader operands, Opcode opcode)
    {
        var rd = operands.General();
        operands.Comma();
        var rn = operands.General(rd);
        operands.Comma();
        var rm = operands.General(rd);
        operands.Comma();
        return Selection(opcode, rd, rn.Source, rm.Source, operands.Condition());
    }

    static Parsed OneSource(OperandReader operands, Opcode opcode)
    {
        var rd = operands.General();
        operands.Comma();
        var rn = operands.General(rd);
        return Selection(opcode, rd, rn.Source, rn.Source, InvertedCondition(operands));
    }

    static Parsed Set(OperandReader operands, Opcode opcode) =>
        Selection(opcode, operands.General(), Register.Zero, Register.Zero, InvertedCondition(operands));

    // The aliases change the value when the condition holds, the base instructions when it fails.
    static Condition InvertedCondition(OperandReader operands)
    {
        operands.Comma();
        var token = operands.Current;
        var condition = operands.Condition();
        if (condition is Condition.Al or Condition.Nv)
            operands.Cursor.Fail("SIM205", $"condition '{token.Text}' always holds and cannot be inverted here", token);
        return condition ^ (Condition)1;
    }

    static Instruction Selection(Opcode opcode, RegisterOperand rd, byte rn, byte rm, Condition condition) =>
        new() { Opcode = opcode, Rd = rd.Destination, Rn = rn, Rm = rm, Is64 = rd.Is64, Condition = condition };

    static Parsed Compare(OperandReader operands, Opcode opcode)
    {
        var rn = operands.General();
        operands.Comma();
        var instruction = new Instruction { Opcode = opcode, Rn = rn.Source, Is64 = rn.Is64 };
        instruction = operands.AtRegister
            ? instruction with { Rm = operands.General(rn).Source, Operand2 = Operand2.Lsl }
            : instruction with { Immediate = operands.Number("immediate", 0, 31) };
        operands.Comma();
        var flags = operands.Number("flags", 0, 15);
        operands.Comma();
        return instruction with { Amount = (byte)flags, Condition = operands.Condition() };
    }
}
