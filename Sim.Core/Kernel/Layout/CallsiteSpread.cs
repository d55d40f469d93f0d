using Sim.Core.Units;

namespace Sim.Core.Kernel.Layout;

/// <summary>Callsites evenly spread over a text: callsite i is at <c>i · bytes / callsites</c>, rounded down to an instruction.</summary>
/// <param name="Text">The text.</param>
/// <param name="Callsites">How many; 0 or more.</param>
/// <remarks>
/// Real distances vary from function to function, but over megabytes the mean counts: a range's count is off by the callsites within one
/// distance of its ends.
/// </remarks>
public sealed record CallsiteSpread(AddressRange Text, long Callsites)
{
    const long InstructionBytes = 4;

    long Bytes => (long)(Text.End - Text.Start);

    /// <summary>Address of a callsite, counted from 0.</summary>
    public Address this[long index] => Text.Start + (ulong)(index * Bytes / Callsites / InstructionBytes * InstructionBytes);

    /// <summary>How many are in <paramref name="range"/>: exact, by arithmetic alone.</summary>
    public long CountIn(AddressRange range)
    {
        var inside = Text.Intersect(range);
        return CountBelow(inside.End) - CountBelow(inside.Start);
    }

    // i · bytes / callsites, in whole instructions, is below a number of instructions as long as i is below this quotient, rounded up.
    long CountBelow(Address address)
    {
        var instructions = ((long)(address - Text.Start) + InstructionBytes - 1) / InstructionBytes;
        return Bytes == 0 ? 0 : Math.Min(Callsites, ((instructions * InstructionBytes * Callsites) + Bytes - 1) / Bytes);
    }
}
