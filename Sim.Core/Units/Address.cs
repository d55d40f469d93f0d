namespace Sim.Core.Units;

/// <summary>A virtual address of a kernel: where a profile or a layout puts code and data.</summary>
/// <param name="Value">The 64 bits.</param>
/// <remarks>
/// The machine takes it as the number that it is; a number becomes an address only by name, and a <see cref="PhysicalAddress"/> only through
/// page tables.
/// </remarks>
public readonly record struct Address(ulong Value) : IComparable<Address>
{
    public static implicit operator ulong(Address address) => address.Value;

    public static Address operator +(Address address, ulong bytes) => new(address.Value + bytes);

    public static Address operator -(Address address, ulong bytes) => new(address.Value - bytes);

    /// <summary>Bytes from <paramref name="from"/> to <paramref name="to"/>, modulo 2^64.</summary>
    public static ulong operator -(Address to, Address from) => to.Value - from.Value;

    public static bool operator <(Address left, Address right) => left.Value < right.Value;

    public static bool operator >(Address left, Address right) => left.Value > right.Value;

    public static bool operator <=(Address left, Address right) => left.Value <= right.Value;

    public static bool operator >=(Address left, Address right) => left.Value >= right.Value;

    /// <summary>The last multiple of <paramref name="bytes"/> that is not above it.</summary>
    public Address Down(ulong bytes) => new(Value / bytes * bytes);

    public int CompareTo(Address other) => Value.CompareTo(other.Value);

    /// <summary>The address in hexadecimal: <c>0xffff800080000000</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"0x{Value:x}");
}
