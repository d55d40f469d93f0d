namespace Sim.Core.Kernel.Image;

/// <summary>Bytes at 64-bit addresses, with holes: what an image holds of physical or of virtual memory.</summary>
public abstract class ByteSource
{
    /// <summary>Reads <paramref name="destination"/>.Length bytes from <paramref name="address"/> on.</summary>
    /// <returns>False if a byte is not there; the destination then holds anything.</returns>
    public abstract bool TryRead(ulong address, Span<byte> destination);

    /// <summary>Where bytes are: start and length in bytes, by address, without overlap.</summary>
    public abstract IEnumerable<(ulong Start, ulong Length)> Ranges { get; }
}
