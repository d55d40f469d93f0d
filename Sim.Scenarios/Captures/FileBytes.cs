namespace Sim.Scenarios.Captures;

/// <summary>Bytes of a file at any place, without reading the rest of it.</summary>
abstract class FileBytes : IDisposable
{
    /// <summary>Bytes in all.</summary>
    public abstract long Length { get; }

    /// <summary>Reads <paramref name="destination"/>.Length bytes from <paramref name="offset"/> on; false if the file does not have them.</summary>
    public abstract bool TryRead(long offset, Span<byte> destination);

    /// <summary>Bytes from <paramref name="offset"/> on; <paramref name="what"/> names them to the user if the file ends before.</summary>
    /// <exception cref="Core.Kernel.Image.ImageFault">The file does not have them.</exception>
    public byte[] Read(long offset, int bytes, string what)
    {
        var result = new byte[bytes];
        return TryRead(offset, result) ? result : throw new Core.Kernel.Image.ImageFault(
            $"{what} at byte {offset:N0} is not in the file of {Length:N0} bytes: it is cut short or damaged");
    }

    public abstract void Dispose();
}
