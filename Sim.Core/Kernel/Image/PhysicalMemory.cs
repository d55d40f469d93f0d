using Sim.Core.Units;

namespace Sim.Core.Kernel.Image;

/// <summary>Physical memory of an image, as far as the image holds it.</summary>
/// <param name="Bytes">Its bytes by physical address.</param>
public sealed record PhysicalMemory(ByteSource Bytes)
{
    /// <summary>Reads <paramref name="destination"/>.Length bytes from <paramref name="address"/> on.</summary>
    /// <returns>False if a byte is not there; the destination then holds anything.</returns>
    public bool TryRead(PhysicalAddress address, Span<byte> destination) => Bytes.TryRead(address.Value, destination);
}
