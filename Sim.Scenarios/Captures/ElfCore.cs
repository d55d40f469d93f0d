using LibObjectFile.Diagnostics;
using LibObjectFile.Elf;
using Sim.Core.Kernel.Image;

namespace Sim.Scenarios.Captures;

/// <summary>A core file in ELF: of QEMU's <c>dump-guest-memory</c>, of kdump, or <c>/proc/kcore</c> and copies of parts of it.</summary>
static class ElfCore
{
    // Addresses of the kernel half have at least the top 12 bits set.
    const ulong KernelHalf = 0xfff0_0000_0000_0000;

    public static ReadOnlySpan<byte> Signature => "\u007fELF"u8;

    /// <summary>Memory and notes of the core file.</summary>
    /// <exception cref="ImageFault">It is none of a 64-bit little-endian arm64 machine, or damaged.</exception>
    public static ImageParts Read(FileBytes file)
    {
        ElfTables.Check(file);
        using var stream = new FileBytesStream(file);
        var elf = Parse(stream);
        var notes = new CoreNotes();
        var (physical, virtuals) = (new List<Segment>(), new List<Segment>());
        foreach (var segment in elf.Segments)
        {
            var isNote = segment.Type == ElfSegmentTypeCore.Note;
            if ((!isNote && segment.Type != ElfSegmentTypeCore.Load) || segment.Size == 0)
                continue;
            if (segment.Position > (ulong)file.Length || segment.Size > (ulong)file.Length - segment.Position)
                throw new ImageFault(
                    $"segment {segment.Index} is bytes {segment.Position:N0} to {Sum(segment.Position, segment.Size)} of a file of {file.Length:N0}: the file is cut short or damaged");
            if (isNote)
                notes.Read(file, (long)segment.Position, (long)(segment.Position + segment.Size));
            else
                Place(segment, physical, virtuals);
        }

        if (physical.Count == 0 && virtuals.Count == 0)
            throw new ImageFault("no segment of the core file holds memory");
        CheckOverlap(physical, virtuals.Count > 0);
        return new(
            physical.Count == 0 ? null : new PhysicalMemory(new SegmentBytes(file, physical)),
            virtuals.Count == 0 ? null : new SegmentBytes(file, virtuals),
            notes);
    }

    // What the library finds wrong with a core file that can be read all the same: QEMU gives the size of a pointer as size of the header;
    // segments that are not in the file get a message of their own.
    static readonly DiagnosticId[] Harmless = [DiagnosticId.ELF_ERR_InvalidElfHeaderSize, DiagnosticId.ELF_ERR_InvalidSegmentRange];

    static ElfFile Parse(Stream stream)
    {
        try
        {
            ElfFile.TryRead(stream, out var elf, out var bag, new ElfReaderOptions { UseSubStream = true });
            foreach (var message in bag?.Messages ?? [])
            {
                if (message.Kind == DiagnosticKind.Error && !Harmless.Contains(message.Id))
                    throw Damaged(message.Message);
            }

            if (elf is null)
                throw Damaged("it has no header");
            if (elf.FileClass != ElfFileClass.Is64 || elf.Encoding != ElfEncoding.Lsb || elf.Arch.Value != ElfArch.AARCH64)
                throw new ImageFault(ImageFileReader.Foreign, $"the ELF file is of a machine of kind {elf.Arch.Value}, not of a 64-bit little-endian arm64");
            if (elf.FileType != ElfFileType.Core)
                throw new ImageFault(ImageFileReader.Foreign, $"the ELF file is of type {elf.FileType}, not a core file", "an image is the memory of a machine, not its vmlinux");
            return elf;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or OverflowException or NullReferenceException or IndexOutOfRangeException or InvalidCastException or LibObjectFile.ObjectFileException)
        {
            throw Damaged(exception.Message);
        }
    }

    static ImageFault Damaged(string what) => new($"the ELF file is damaged: {Reading.Quoted.OneLine(what)}");

    static void Place(ElfSegment segment, List<Segment> physical, List<Segment> virtuals)
    {
        var (at, length) = ((long)segment.Position, segment.Size);
        if (segment.VirtualAddress > ulong.MaxValue - (length - 1) || (segment.PhysicalAddress != ulong.MaxValue && segment.PhysicalAddress > ulong.MaxValue - (length - 1)))
            throw new ImageFault($"segment {segment.Index} goes past the end of the address space: the file is damaged");
        var isVirtual = segment.VirtualAddress >= KernelHalf;
        if (isVirtual)
            virtuals.Add(new(segment.VirtualAddress, length, at));

        // /proc/kcore has no physical address for what vmalloc holds; copies of parts of it often have none at all.
        if (!isVirtual || segment.PhysicalAddress is not (0 or ulong.MaxValue))
            physical.Add(new(segment.PhysicalAddress, length, at));
    }

    // The kernel's text is in a core file by its own addresses and by those of the linear map; without virtual addresses, twice is a contradiction.
    static void CheckOverlap(List<Segment> physical, bool hasVirtual)
    {
        if (hasVirtual)
            return;
        physical.Sort((left, right) => left.Start.CompareTo(right.Start));
        for (var index = 1; index < physical.Count; index++)
        {
            if (physical[index].Start <= physical[index - 1].Last)
                throw new ImageFault($"two segments hold physical 0x{physical[index].Start:x}: the file is damaged");
        }
    }

    static string Sum(ulong start, ulong length) => ((UInt128)start + length).ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
