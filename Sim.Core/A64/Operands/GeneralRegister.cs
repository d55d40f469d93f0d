using Sim.Core.A64.Parsing;

namespace Sim.Core.A64.Operands;

/// <summary>An integer register.</summary>
/// <param name="low">Lowest of its five bits.</param>
/// <param name="slot">Where the decoded instruction has it.</param>
/// <param name="number31">What number 31 means.</param>
sealed class GeneralRegister(int low, Slot slot, Number31 number31) : Operand(new Field(low, 5).Bits)
{
    readonly Field _field = new(low, 5);

    /// <summary>Where the decoded instruction has it a second time, as a source; null if nowhere.</summary>
    public Slot? AlsoReadAs { get; init; }

    /// <summary>True for an X, false for a W register; null for that of the instruction.</summary>
    public bool? IsX { get; init; }

    /// <summary>Number if it is not written; null if it must be.</summary>
    public byte? Otherwise { get; init; }

    /// <summary>What to say of a register of the other width.</summary>
    public string? WidthMessage { get; init; }

    /// <summary>Field of another register, which must not be the same one unless it is the zero register; null if there is none.</summary>
    public int? DifferentFrom { get; init; }

    public override bool IsOptional => Otherwise is not null;

    public override string Syntax
    {
        get
        {
            var letter = IsX switch { true => "X", false => "W", null => "R" };
            var name = number31 == Number31.Stack ? $"{letter}{Role}|SP" : $"{letter}{Role}";
            return IsOptional ? $"{{{name}}}" : name;
        }
    }

    string Role => low switch { 0 => slot == Slot.Rd && number31 == Number31.ZeroSource ? "t" : "d", 5 => "n", 10 => "a", _ => "m" };

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var number = (byte)_field.Get(word);
        i = Slots.With(i, slot, number == 31 ? (byte)number31 : number);
        if (AlsoReadAs is { } source)
            i = Slots.With(i, source, number);
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        var register = Slots.Get(i, slot);
        return _field.TrySet(ref word, register == (byte)number31 ? 31u : register);
    }

    public override bool Parse(Draft draft)
    {
        if (Otherwise is { } number && draft.Cursor.AtEnd)
            return _field.TrySet(ref draft.Word, number);
        if (!draft.TryRegister(out var register))
            return false;
        draft.RequireWidth(register, IsX, WidthMessage);
        if (register.IsZero && number31 == Number31.Stack)
            draft.Complain(draft.Text.WrongRegister(register, "register 31 is sp here, not the zero register"));
        if (register.IsStack && number31 != Number31.Stack)
            draft.Complain(draft.Text.WrongRegister(register, OperandReader.NoStack));
        if (DifferentFrom is { } other && draft.RegisterAt(other)?.Number == register.Number && !register.IsZero)
            draft.Complain("SIM213",
                $"'{register.Token.Text}' is loaded twice by one instruction: which value remains is unpredictable", register.Token);
        draft.Put(low, register);
        return true;
    }

    public override string? Print(in Shown shown)
    {
        var number = (byte)_field.Get(shown.Word);
        return number == Otherwise ? null : RegisterNames.Of(number, IsX ?? shown.Is64, number31 == Number31.Stack);
    }
}
