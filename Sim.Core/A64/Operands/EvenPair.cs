namespace Sim.Core.A64.Operands;

/// <summary>Two registers, of which the first has an even number and the second follows it.</summary>
sealed class EvenPair(int low, Slot slot, Slot? alsoReadAs) : Operand(new Field(low, 5).Bits)
{
    readonly Field _field = new(low, 5);

    public override bool Decode(uint word, ulong address, ref Instruction i)
    {
        var first = (byte)_field.Get(word);
        i = Slots.With(i, slot, first);
        if (alsoReadAs is { } source)
            i = Slots.With(i, source, first);
        return first % 2 == 0;
    }

    public override bool Encode(in Instruction i, ulong address, ref uint word) => _field.TrySet(ref word, Slots.Get(i, slot));
}
