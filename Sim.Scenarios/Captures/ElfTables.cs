using System.Buffers.Binary;
using System.Globalization;
using Sim.Core.Kernel.Image;

namespace Sim.Scenarios.Captures;

/// <summary>The tables of headers in an ELF file: the library makes room for as many as the file claims, before it reads them.</summary>
static class ElfTables
{
    const int HeaderBytes = 64, SegmentBytes = 56, SectionBytes = 64;
    const byte Is64 = 2, IsLittleEndian = 1;
    const ushort InFirstSection = 0xffff;

    /// <summary>Refuses tables that are not in the file, or whose headers have another size.</summary>
    /// <exception cref="ImageFault">A table is none.</exception>
    public static void Check(FileBytes file)
    {
        var header = new byte[HeaderBytes];
        if (file.Length < HeaderBytes || !file.TryRead(0, header) || header[4] != Is64 || header[5] != IsLittleEndian)
            return;
        var (segments, sections) = (BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(32)), BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(40)));
        ulong segmentCount = Half(header, 56), sectionCount = Half(header, 60);
        if (segmentCount > 0 && Half(header, 54) != SegmentBytes)
            throw Damaged($"headers of segments have {Half(header, 54)} bytes, not {SegmentBytes}");
        if (sections != 0 && Half(header, 58) != SectionBytes)
            throw Damaged($"headers of sections have {Half(header, 58)} bytes, not {SectionBytes}");

        // More than 65,534 segments, or 65,279 sections: the first section says how many.
        var first = new byte[SectionBytes];
        if (sections != 0 && sections <= (ulong)file.Length - HeaderBytes && file.TryRead((long)sections, first))
        {
            if (sectionCount == 0)
                sectionCount = BinaryPrimitives.ReadUInt64LittleEndian(first.AsSpan(32));
            if (segmentCount == InFirstSection)
                segmentCount = BinaryPrimitives.ReadUInt32LittleEndian(first.AsSpan(44));
        }

        RequireInside(file, "segments", segments, segmentCount, SegmentBytes);
        RequireInside(file, "sections", sections, sectionCount, SectionBytes);
    }

    static void RequireInside(FileBytes file, string what, ulong start, ulong count, int bytes)
    {
        if (count > 0 && (UInt128)start + ((UInt128)count * (uint)bytes) > (UInt128)file.Length)
            throw Damaged(string.Create(CultureInfo.InvariantCulture, $"headers of {count:N0} {what} are not in the file"));
    }

    static ushort Half(byte[] header, int at) => BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(at));

    static ImageFault Damaged(string what) => new($"the ELF file is damaged: {what}");
}
