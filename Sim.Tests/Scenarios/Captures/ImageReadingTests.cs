using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Image;
using Sim.Scenarios.Captures;

namespace Sim.Tests.Scenarios.Captures;

public sealed class ImageReadingTests
{
    static readonly string LongName = "long_" + new string('n', 200);

    [TestCase(4096, 39, null)]
    [TestCase(4096, 48, null)]
    [TestCase(4096, 52, null)]
    [TestCase(4096, 52, 48, Description = "built for 52 bits, on a CPU with 48")]
    [TestCase(16384, 36, null)]
    [TestCase(16384, 47, null)]
    [TestCase(16384, 52, null)]
    [TestCase(16384, 52, 47)]
    [TestCase(65536, 42, null)]
    [TestCase(65536, 52, null)]
    [TestCase(65536, 52, 48)]
    public void Page_tables_of_every_shape_lead_to_the_bytes(int pageBytes, int built, int? used)
    {
        var kernel = new SyntheticKernel(pageBytes, built, used);

        AssertReads(kernel, (_, information) => DumpWriter.Elf(Physical(kernel), information));
    }

    [TestCase(0u)]
    [TestCase(1u)]
    [TestCase(0x20u)]
    public void A_compressed_dump_reads_like_an_ELF_core(uint compression) =>
        AssertReads(new(), (kernel, information) => DumpWriter.Kdump(kernel.Pages, kernel.PageBytes, information, compression));

    [Test]
    public void Pages_counted_from_where_memory_begins_are_found() =>
        AssertReads(new(), (kernel, information) => DumpWriter.Kdump(kernel.Pages, kernel.PageBytes, information, 1, SyntheticKernel.FirstPhysical, "Unknown"));

    [TestCase(97)]
    [TestCase(4096)]
    [TestCase(100_000_000)]
    public void A_flattened_dump_reads_like_the_file_it_describes(int pieceBytes)
    {
        AssertReads(new(), (kernel, information) => DumpWriter.Flattened(DumpWriter.Kdump(kernel.Pages, kernel.PageBytes, information, 1), pieceBytes));
        AssertReads(new(), (kernel, information) => DumpWriter.Flattened(DumpWriter.Elf(Physical(kernel), information), pieceBytes));
    }

    [TestCase(0UL)]
    [TestCase(ulong.MaxValue)]
    public void Virtual_segments_need_no_page_tables(ulong physical) =>
        AssertReads(new(), (kernel, information) => DumpWriter.Elf(Virtual(kernel, physical), information));

    [Test]
    public void The_kernel_is_found_without_a_note() =>
        AssertReads(new(), (kernel, _) => DumpWriter.Elf(Physical(kernel), information: null));

    [Test]
    public void Offsets_relative_to_their_own_place_are_addresses_too() =>
        AssertReads(new() { PlaceRelative = true }, (kernel, information) => DumpWriter.Elf(Physical(kernel), information));

    [Test]
    public void A_System_map_moves_with_KASLR()
    {
        using var folder = new TemporaryFolder();
        var kernel = new SyntheticKernel(kaslr: 0x1234_0000);
        var text = kernel.Add("text"u8, "_stext");
        File.WriteAllBytes(folder.PathOf("image"), DumpWriter.Elf(Physical(kernel), kernel.Finish()));
        var map = folder.Write("System.map", $"{text - kernel.Kaslr:x16} T _stext\n{text - kernel.Kaslr + 8:x16} t inner\n0000000000000010 A absolute\n");

        using var opened = Open(folder, map, out var bag);

        Assert.That(folder.Show(bag), Is.Empty);
        Assert.That(opened!.Image.Symbols.AddressOf("inner"), Is.EqualTo(text + 8));
        Assert.That(opened.Image.Symbols.AddressOf("absolute"), Is.EqualTo(0x10));
    }

    [TestCase("ffffffff80000f00 T _stext\n", "error SIM284: _stext is at 0xffffffff80000f00 in the file and at 0xffffffff80001000 in the image: the symbols are of another kernel or boot")]
    [TestCase("0000000000000000 T _stext\n", "error SIM286: the file has no addresses")]
    [TestCase("_stext T\n", "error SIM286: the line is no symbol: 'ffff800080010000 T _stext' is one, of System.map or /proc/kallsyms")]
    public void Symbols_of_another_kernel_are_refused(string symbols, string message)
    {
        using var folder = new TemporaryFolder();
        var kernel = new SyntheticKernel();
        kernel.Add("text"u8, "_stext");
        File.WriteAllBytes(folder.PathOf("image"), DumpWriter.Elf(Physical(kernel), kernel.Finish()));

        using var opened = Open(folder, folder.Write("map", symbols), out var bag);

        Assert.That(opened, Is.Null);
        Assert.That(folder.Show(bag), Does.Contain(message));
    }

    [Test]
    public void Registers_of_CPUs_are_read()
    {
        using var folder = new TemporaryFolder();
        var kernel = new SyntheticKernel();
        kernel.Add("text"u8, "_stext");
        File.WriteAllBytes(folder.PathOf("image"), DumpWriter.Elf(Physical(kernel), kernel.Finish(), pc: 0x1234_5678));

        using var opened = Open(folder, null, out _);

        Assert.That(opened!.Image.Cpus.Single(), Has.Property(nameof(CpuRegisters.Pc)).EqualTo(0x1234_5678).And.Property(nameof(CpuRegisters.ExceptionLevel)).EqualTo(1));
    }

    [Test]
    public void A_dump_of_8_GiB_is_not_loaded()
    {
        using var folder = new TemporaryFolder();
        var kernel = new SyntheticKernel();
        var text = kernel.Add("text"u8, "_stext");
        File.WriteAllBytes(folder.PathOf("image"), DumpWriter.Elf(Physical(kernel).Append((0UL, 0x8000_0000UL, new byte[4096])), kernel.Finish()));
        using (var file = File.OpenWrite(folder.PathOf("image")))
        {
            var last = 64 + (56 * (kernel.Pages.Count + 1));
            file.Position = last + 32;
            file.Write(BitConverter.GetBytes(8L << 30));
            file.SetLength((8L << 30) + (1 << 20) + file.Length);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        using var opened = Open(folder, null, out var bag);
        var bytes = new byte[4];
        var reads = opened!.Image.Memory.TryRead(text, bytes);

        Assert.That(bag, Is.Empty);
        Assert.That(reads && bytes.AsSpan().SequenceEqual("text"u8));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(8 << 20));
    }

    internal static IEnumerable<(ulong Virtual, ulong Physical, byte[] Bytes)> Physical(SyntheticKernel kernel) =>
        kernel.Pages.Select(page => (0UL, page.Key, page.Value));

    // The same pages by the addresses that the kernel uses: found through its own page tables.
    static IEnumerable<(ulong Virtual, ulong Physical, byte[] Bytes)> Virtual(SyntheticKernel kernel, ulong physical)
    {
        var tables = new PageTables(new(new PagesOf(kernel)), PageTableFormat.Of((ulong)kernel.PageBytes, kernel.UsedBits), new(kernel.Root));
        for (var address = kernel.Start; tables.PhysicalOf(new(address)) is { } place; address += (ulong)kernel.PageBytes)
            yield return (address, physical, kernel.Pages[place.Value]);
    }

    static void AssertReads(SyntheticKernel kernel, Func<SyntheticKernel, string, byte[]> write)
    {
        using var folder = new TemporaryFolder();
        var content = Enumerable.Range(0, 3 * kernel.PageBytes).Select(i => (byte)(i * 7 / 3)).ToArray();
        var text = kernel.Add(content, "_stext");
        kernel.Symbol(text + 64, 't', "__arm64_sys_getppid");
        kernel.Symbol(text + 128, 'T', LongName);
        kernel.Symbol(text + 192, 'D', "ftrace_ops_list");
        File.WriteAllBytes(folder.PathOf("image"), write(kernel, kernel.Finish()));

        using var opened = Open(folder, null, out var bag);

        Assert.That(folder.Show(bag), Is.Empty);
        var image = opened!.Image;
        Assert.That(image.Information.Release, Is.EqualTo("6.12.0-synthetic"));
        Assert.That(image.Symbols.All.Select(symbol => (symbol.Address, symbol.Kind, symbol.Name)), Is.EqualTo(kernel.Symbols));
        Assert.That(image.Memory.Read(text + 1, content.Length - 1, "text"), Is.EqualTo(content[1..]));
        Assert.That(image.Symbols.At(text + 100)!.Value.Name, Is.EqualTo("__arm64_sys_getppid"));
        Assert.That(image.Symbols.EndOf(text + 64), Is.EqualTo(text + 128));
    }

    static OpenImage? Open(TemporaryFolder folder, string? symbols, out DiagnosticBag bag)
    {
        bag = [];
        return ImageFileReader.Open(folder.PathOf("image"), symbols, bag);
    }
}
