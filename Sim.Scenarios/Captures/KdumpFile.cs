using Sim.Core.Kernel.Image;

namespace Sim.Scenarios.Captures;

/// <summary>A kdump-compressed file, as makedumpfile and QEMU write it.</summary>
static class KdumpFile
{
    /// <exception cref="ImageFault">The file is damaged, or in a form that is not read.</exception>
    public static ImageParts Read(FileBytes file)
    {
        var header = KdumpHeader.Read(file);
        var notes = new CoreNotes();
        notes.ReadInformation(file, header.InformationAt.At, header.InformationAt.Bytes);
        if (header.NotesAt.Bytes > 0)
        {
            if (header.NotesAt.At < 0 || header.NotesAt.Bytes > file.Length - header.NotesAt.At)
                throw new ImageFault($"{header.NotesAt.Bytes:N0} bytes of notes at byte {header.NotesAt.At:N0} are not in the file: it is cut short or damaged");
            notes.Read(file, header.NotesAt.At, header.NotesAt.At + header.NotesAt.Bytes);
        }

        var pages = new KdumpPages(file, header);
        Place(pages, header, notes.Information);
        return new(new PhysicalMemory(pages), null, notes);
    }

    // QEMU counts pages from where memory begins, makedumpfile from 0: the kernel's root table is there only with the right one.
    static void Place(KdumpPages pages, KdumpHeader header, VmCoreInfo? information)
    {
        if (information?.Symbol("swapper_pg_dir") is not { } root || information.NumberOf("kimage_voffset") is not { } offset)
            return;
        Span<byte> entry = stackalloc byte[8];
        foreach (var start in (ulong[])[0, header.PhysicalBase, FirstOfVirt])
        {
            pages.Base = start;
            if (pages.TryRead(root - offset, entry))
                return;
        }

        pages.Base = 0;
    }

    // Where QEMU's machine "virt" has its memory.
    const ulong FirstOfVirt = 0x4000_0000;
}
