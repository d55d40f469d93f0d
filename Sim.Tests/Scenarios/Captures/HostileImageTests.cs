using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Sim.Core.Diagnostics;
using Sim.Scenarios.Captures;

namespace Sim.Tests.Scenarios.Captures;

/// <summary>What is wrong with an image is said; nothing makes Sim fail, or take memory or time without bound.</summary>
public sealed class HostileImageTests
{
    const int NoteHeader = 64;
    const int FirstSegment = 64 + 56;

    static readonly string LongName = new('n', 120);

    static readonly (byte[] Elf, byte[] Kdump, ulong Text) Sample = MakeSample();

    static readonly byte[][] Files = [Sample.Elf, Sample.Kdump, DumpWriter.Flattened(Sample.Kdump, 5000)];

    [TestCase(2u, "lzo")]
    [TestCase(4u, "snappy")]
    public void Other_compressions_are_named_with_the_option_that_helps(uint compression, string name)
    {
        var kernel = new SyntheticKernel();
        kernel.Add("text"u8, "_stext");
        var information = kernel.Finish();

        var shown = Mistakes(DumpWriter.Kdump(kernel.Pages, kernel.PageBytes, information, compression));

        Assert.That(shown, Does.Contain($"error SIM282: the pages of the dump are compressed by {name}").And.Contain("makedumpfile -c"));
    }

    [TestCase("", "the file is empty or begins with zeros")]
    [TestCase("\0\0\0\0", "the file is empty or begins with zeros")]
    [TestCase("some text", "no memory image in a format that is read")]
    [TestCase("(\u00b5/\u00fd", "unpack it with zstd -d")]
    [TestCase("\u001f\u008b", "unpack it with gunzip")]
    public void Other_files_are_told_apart(string content, string message) =>
        Assert.That(Mistakes(Encoding.Latin1.GetBytes(content)), Does.Contain("error SIM280").And.Contain(message));

    [Test]
    public void A_core_of_another_machine_is_refused() =>
        Assert.That(Mistakes(Changed(Sample.Elf, 18, 62, 2)), Does.Contain("error SIM280: the ELF file is of a machine of kind"));

    [Test]
    public void A_dump_of_another_machine_is_refused()
    {
        var kernel = new SyntheticKernel();
        kernel.Add("text"u8, "_stext");

        var shown = Mistakes(DumpWriter.Kdump(kernel.Pages, kernel.PageBytes, kernel.Finish(), 1, machine: "x86_64"));

        Assert.That(shown, Does.Contain("error SIM280: the dump is of a machine 'x86_64', not aarch64"));
    }

    // Size of a segment's header, their number, size of a section's header with sections, the number that the first section says.
    [TestCase(54, 13810, 2, "headers of segments have 13810 bytes, not 56")]
    [TestCase(56, 0xc999, 2, "headers of 51,609 segments are not in the file")]
    [TestCase(40, 1L << 40, 8, "headers of sections have 0 bytes, not 64")]
    public void Headers_that_the_file_does_not_hold_take_no_memory(int at, long value, int bytes, string message)
    {
        var file = Changed(Sample.Elf, at, value, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var shown = Mistakes(file);

        Assert.That(shown, Does.Contain($"error SIM281: the ELF file is damaged: {message}"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    [Test]
    public void A_segment_outside_the_file_is_refused() =>
        Assert.That(Mistakes(Changed(Sample.Elf, FirstSegment + 32, 1L << 42, 8)), Does.Contain("error SIM281: segment 1 is bytes").And.Contain("cut short or damaged"));

    [Test]
    public void Segments_that_hold_the_same_memory_are_refused()
    {
        var first = BinaryPrimitives.ReadInt64LittleEndian(Sample.Elf.AsSpan(FirstSegment + 24));

        Assert.That(Mistakes(Changed(Sample.Elf, FirstSegment + 56 + 24, first, 8)), Does.Contain($"two segments hold physical 0x{first:x}"));
    }

    [Test]
    public void A_segment_past_the_end_of_memory_is_refused() =>
        Assert.That(Mistakes(Changed(Sample.Elf, FirstSegment + 24, -2, 8)), Does.Contain("goes past the end of the address space"));

    [Test]
    public void Notes_of_4_GiB_are_refused() =>
        Assert.That(Mistakes(Changed(Sample.Elf, NoteHeader + 32, 1L << 32, 8)), Does.Contain("error SIM281: segment 0 is bytes"));

    [Test]
    public void A_note_longer_than_its_segment_is_refused()
    {
        var notes = BinaryPrimitives.ReadInt64LittleEndian(Sample.Elf.AsSpan(NoteHeader + 8));

        Assert.That(Mistakes(Changed(Sample.Elf, (int)notes + 4, uint.MaxValue, 4)), Does.Contain("does not end in its segment"));
    }

    [Test]
    public void Page_tables_that_lead_in_circles_end()
    {
        var kernel = new SyntheticKernel();
        kernel.Add("text"u8, "_stext");
        var information = kernel.Finish();
        for (var entry = 0UL; entry < 512; entry++)
            kernel.Write64(kernel.Root + (entry * 8), kernel.Root | 3);

        // Every address is on the root table then, and so is kallsyms: what it says makes no sense.
        Assert.That(Mistakes(DumpWriter.Elf(ImageReadingTests.Physical(kernel), information)), Does.Contain("error SIM284: kallsyms of the image contradicts itself"));
    }

    [Test]
    public void More_symbols_than_any_kernel_has_are_refused()
    {
        var kernel = new SyntheticKernel();
        kernel.Add("text"u8, "_stext");
        var information = kernel.Finish();
        foreach (var (address, page) in kernel.Pages)
        {
            if (page.AsSpan(0, 8).SequenceEqual(BitConverter.GetBytes(1L)) && page.AsSpan(8).IndexOfAnyExcept((byte)0) < 0)
                kernel.Write64(address, uint.MaxValue);
        }

        Assert.That(Mistakes(DumpWriter.Elf(ImageReadingTests.Physical(kernel), information)), Does.Contain("4,294,967,295 symbols are more than 2,097,152"));
    }

    [Test]
    public void Names_of_more_letters_than_any_kernel_has_are_refused()
    {
        const int Symbols = 600_000, Letters = 120;
        var kernel = new SyntheticKernel();
        for (var symbol = 0; symbol < Symbols; symbol++)
            kernel.Symbol(kernel.Start, 'T', LongName);
        kernel.Add("text"u8, "_stext");

        Assert.That(LongName, Has.Length.EqualTo(Letters));
        Assert.That(Mistakes(DumpWriter.Elf(ImageReadingTests.Physical(kernel), kernel.Finish())), Does.Contain("kallsyms of the image contradicts itself: names of more than 67,108,864 letters together"));
    }

    [TestCase("PAGESIZE=4096", "PAGESIZE=4095", "PAGESIZE=4095 of VMCOREINFO is none of an arm64 kernel")]
    [TestCase("PAGESIZE=4096", "PAGESIZE=", "PAGESIZE of VMCOREINFO is no number: ''")]
    [TestCase("NUMBER(VA_BITS)=48", "NUMBER(VA_BITS)=x", "NUMBER(VA_BITS) of VMCOREINFO is no number: 'x'")]
    [TestCase("NUMBER(TCR_EL1_T1SZ)=0x10", "NUMBER(TCR_EL1_T1SZ)=0x3f", "1 bits of a virtual address in VMCOREINFO are not from 36 to 52")]
    [TestCase("NUMBER(kimage_voffset)=", "NUMBER(kimage)=", "VMCOREINFO of the image lacks NUMBER(kimage_voffset)")]
    public void Information_that_makes_no_sense_is_refused(string what, string instead, string message)
    {
        var kernel = new SyntheticKernel();
        kernel.Add("text"u8, "_stext");
        var information = kernel.Finish();

        var shown = Mistakes(DumpWriter.Elf(ImageReadingTests.Physical(kernel), information.Replace(what, instead, StringComparison.Ordinal)));

        Assert.That(shown, Does.Contain("error SIM283").And.Contain(message));
    }

    [Test]
    public void A_file_cut_short_anywhere_gives_a_diagnostic()
    {
        foreach (var file in Files)
        {
            for (var part = 0; part < 64; part++)
                Assert.That(Mistakes(file[..(file.Length * part / 64)]), Does.Contain("error SIM28"), $"{part} of 64");
        }
    }

    [Test]
    public void Changed_bytes_give_a_diagnostic_or_an_image() =>
        Gen.Select(Gen.Int[0, 2].Select(kind => Files[kind]), Gen.Int[0, 1 << 24], Gen.Byte, Gen.Int[0, 1 << 14], Gen.Byte)
            .Sample((file, anywhere, one, early, other) =>
            {
                var changed = file.ToArray();
                changed[anywhere % file.Length] = one;
                changed[early % file.Length] = other;
                Assert.That(() => Mistakes(changed), Throws.Nothing);
            }, iter: 300, threads: 1);

    static (byte[] Elf, byte[] Kdump, ulong Text) MakeSample()
    {
        var kernel = new SyntheticKernel();
        var text = kernel.Add("text"u8, "_stext");
        var information = kernel.Finish();
        return (DumpWriter.Elf(ImageReadingTests.Physical(kernel), information), DumpWriter.Kdump(kernel.Pages, kernel.PageBytes, information, 1), text);
    }

    static byte[] Changed(byte[] file, int at, long value, int bytes)
    {
        var changed = file.ToArray();
        BitConverter.GetBytes(value).AsSpan(0, bytes).CopyTo(changed.AsSpan(at));
        return changed;
    }

    static string Mistakes(byte[] file)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.PathOf("image"), file);
        var bag = new DiagnosticBag();
        using var opened = ImageFileReader.Open(folder.PathOf("image"), null, bag);
        Assert.That(opened is null, Is.EqualTo(bag.HasErrors));
        return folder.Show(bag);
    }
}
