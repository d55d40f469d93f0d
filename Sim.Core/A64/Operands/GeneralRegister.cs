namespace Sim.Core.A64.Operands;

/// <summary>An integer register.</summary>
/// <param name="low">Lowest of its five bits.</param>
/// <param name="slot">Where the decoded instruction has it.</param>
/// <param name="number31">What number 31 means.</param>
/// <param name="alsoReadAs">Where the decoded instruction has it a second time, as a source; null if nowhere.</param>
sealed class GeneralRegister(int low, Slot slot, Number31 number31, Slot? alsoReadAs = null) : Operand(new Field(low, 5).Bits)
{
    readonly Field _field = new(low, 5);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var number = (byte)_field.Get(word);
        i = Slots.With(i, slot, number == 31 ? (byte)number31 : number);
        if (alsoReadAs is { } source)
            i = Slots.With(i, source, number);
        return true;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word)
    {
        var register = Slots.Get(i, slot);
        return _field.TrySet(ref word, register == (byte)number31 ? 31u : register);
    }
}
