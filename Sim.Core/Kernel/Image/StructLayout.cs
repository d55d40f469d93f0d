using System.Diagnostics.CodeAnalysis;

namespace Sim.Core.Kernel.Image;

/// <summary>Where the fields of a kernel's structure are.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Offsets">Bytes from its start by field; fields of a structure within have that one's name before theirs: <c>local_hash.filter_hash</c>.</param>
[SuppressMessage("Naming", "CA1724", Justification = "System.Runtime.InteropServices.StructLayout is an attribute.")]
public sealed record StructLayout(int Bytes, IReadOnlyDictionary<string, int> Offsets)
{
    /// <summary>Offset of a field.</summary>
    /// <exception cref="ImageFault">The structure has no such field in this kernel.</exception>
    public ulong this[string field] => Offsets.TryGetValue(field, out var offset)
        ? (ulong)offset
        : throw new ImageFault(ImageFault.KernelInformation, $"a structure of this kernel has no field '{field}'");

    public bool Equals(StructLayout? other) =>
        other is not null && Bytes == other.Bytes && Offsets.Count == other.Offsets.Count && Offsets.All(field => other.Offsets.TryGetValue(field.Key, out var offset) && offset == field.Value);

    public override int GetHashCode() => HashCode.Combine(Bytes, Offsets.Count);
}
