using System.IO.Compression;

namespace Sim.Scenarios.Store;

/// <summary>Files in a store are compressed.</summary>
static class Packed
{
    public static byte[] Pack(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
            deflate.Write(content);
        return packed.ToArray();
    }

    public static byte[] Unpack(byte[] packed)
    {
        using var content = new MemoryStream();
        using (var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress))
            deflate.CopyTo(content);
        return content.ToArray();
    }
}
