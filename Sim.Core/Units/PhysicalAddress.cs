namespace Sim.Core.Units;

/// <summary>An address of physical memory: what page tables hold, and what most images store pages by.</summary>
/// <param name="Value">The 52 bits or fewer that the architecture has; an image may claim more.</param>
public readonly record struct PhysicalAddress(ulong Value)
{
    public static PhysicalAddress operator +(PhysicalAddress address, ulong bytes) => new(address.Value + bytes);

    /// <summary>The address in hexadecimal: <c>0x40000000</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"0x{Value:x}");
}
