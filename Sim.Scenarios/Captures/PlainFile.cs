using Microsoft.Win32.SafeHandles;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Captures;

/// <summary>A file as it is on disk.</summary>
sealed class PlainFile : FileBytes
{
    readonly SafeFileHandle _handle;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    public PlainFile(string path)
    {
        Descriptor.RefuseClosed(path);
        _handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
        Length = RandomAccess.GetLength(_handle);
    }

    public override long Length { get; }

    public override bool TryRead(long offset, Span<byte> destination)
    {
        if (offset < 0 || offset > Length - destination.Length)
            return false;
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(_handle, destination, offset);
            if (read == 0)
                return false;
            destination = destination[read..];
            offset += read;
        }

        return true;
    }

    public override void Dispose() => _handle.Dispose();
}
