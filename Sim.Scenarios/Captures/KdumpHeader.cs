using System.Buffers.Binary;
using System.Text;
using Sim.Core.Kernel.Image;

namespace Sim.Scenarios.Captures;

/// <summary>Where everything is in a kdump-compressed file.</summary>
/// <param name="BlockBytes">Bytes of a page of the dump: 4 to 64 KiB.</param>
/// <param name="BitmapAt">Where the second bitmap begins, that of the pages in the file; in bytes.</param>
/// <param name="BitmapBytes">Its length.</param>
/// <param name="DescriptorsAt">Where the descriptors of the pages begin, in bytes.</param>
/// <param name="PhysicalBase">Physical address where memory begins, as the dump says it.</param>
/// <param name="InformationAt">Where VMCOREINFO is, with its length.</param>
/// <param name="NotesAt">Where notes are, with their length.</param>
/// <source key="makedumpfile">diskdump_mod.h, IMPLEMENTATION.</source>
sealed record KdumpHeader(
    int BlockBytes,
    long BitmapAt,
    int BitmapBytes,
    long DescriptorsAt,
    ulong PhysicalBase,
    (long At, long Bytes) InformationAt,
    (long At, long Bytes) NotesAt)
{
    // Pages of 16 TiB in pages of 4 KiB take 512 MiB in two bitmaps; half of that is read.
    const int MostBitmapBytes = 1 << 27;
    const int HeaderBytes = 464;
    const int SubHeaderBytes = 72;
    const int MachineAt = 12 + (4 * 65);
    const int BlockSizeAt = 428;

    public static ReadOnlySpan<byte> Signature => "KDUMP   "u8;

    /// <exception cref="ImageFault">The file is of another machine, one part of several, or damaged.</exception>
    public static KdumpHeader Read(FileBytes file)
    {
        var header = file.Read(0, HeaderBytes, "the dump's header").AsSpan();
        var machine = Encoding.Latin1.GetString(header.Slice(MachineAt, 65)).Split('\0')[0];
        // QEMU does not know the kernel's name for the machine.
        if (machine is not ("aarch64" or "Unknown" or ""))
            throw new ImageFault(ImageFileReader.Foreign, $"the dump is of a machine '{Reading.Quoted.OneLine(machine)}', not aarch64");
        var blockBytes = BinaryPrimitives.ReadUInt32LittleEndian(header[BlockSizeAt..]);
        var subBlocks = BinaryPrimitives.ReadUInt32LittleEndian(header[(BlockSizeAt + 4)..]);
        var bitmapBlocks = BinaryPrimitives.ReadUInt32LittleEndian(header[(BlockSizeAt + 8)..]);
        if (blockBytes is not (4096 or 16384 or 65536))
            throw new ImageFault($"a block size of {blockBytes:N0} bytes is none of a dump of an arm64 machine: 4,096, 16,384 or 65,536");
        var half = (long)bitmapBlocks * blockBytes / 2;
        if (half > MostBitmapBytes)
            throw new ImageFault($"a bitmap of {half:N0} bytes is larger than that of 4 TiB: the dump is damaged");

        var sub = file.Read(blockBytes, SubHeaderBytes, "the dump's second header").AsSpan();
        if (BinaryPrimitives.ReadInt32LittleEndian(sub[12..]) != 0)
            throw new ImageFault(ImageFileReader.Foreign, "the dump is one file of several", "put them together with makedumpfile --reassemble");
        return new(
            (int)blockBytes,
            ((1L + subBlocks) * blockBytes) + half,
            (int)half,
            (1L + subBlocks + bitmapBlocks) * blockBytes,
            BinaryPrimitives.ReadUInt64LittleEndian(sub),
            (BinaryPrimitives.ReadInt64LittleEndian(sub[32..]), BinaryPrimitives.ReadInt64LittleEndian(sub[40..])),
            (BinaryPrimitives.ReadInt64LittleEndian(sub[48..]), BinaryPrimitives.ReadInt64LittleEndian(sub[56..])));
    }
}
