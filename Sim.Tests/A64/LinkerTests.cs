using Sim.Core.A64;
using Sim.Core.A64.Linking;
using Sim.Core.Diagnostics;

namespace Sim.Tests.A64;

public sealed class LinkerTests
{
    static readonly Dictionary<string, ulong> Symbols = new() { ["ftrace_ops_list"] = 0x9000_1238, ["odd"] = 0x9000_1239 };

    static CodeImage Link(params (string Text, ulong Address)[] pieces)
    {
        var bag = new DiagnosticBag();
        return Link(bag, pieces) ?? throw new AssertionException(string.Join('\n', bag));
    }

    static CodeImage? Link(DiagnosticBag bag, params (string Text, ulong Address)[] pieces) =>
        Linker.Link([.. pieces.Select((piece, i) => (Assembling.File(piece.Text, $"{(char)('a' + i)}.s"), piece.Address))], Symbols, bag);

    static Diagnostic Mistake(params (string Text, ulong Address)[] pieces)
    {
        var bag = new DiagnosticBag();
        Assert.That(Link(bag, pieces), Is.Null);
        return bag.Single();
    }

    [Test]
    public void Segments_are_in_order_of_address_and_hold_the_words()
    {
        var image = Link(("nop; ret", 0x20000), ("isb", 0x10000));

        Assert.That(image.Segments.Select(segment => (segment.Address, segment.Bytes)), Is.EqualTo(new[]
        {
            (0x10000ul, new byte[] { 0xdf, 0x3f, 0x03, 0xd5 }),
            (0x20000ul, new byte[] { 0x1f, 0x20, 0x03, 0xd5, 0xc0, 0x03, 0x5f, 0xd6 }),
        }));
        Assert.That((image.Contains(0x20004), image.Contains(0x20008), image.Contains(0x20002), image.Contains(0)),
            Is.EqualTo((true, false, false, false)));
    }

    [Test]
    public void A_branch_finds_its_own_label_before_a_global_of_another()
    {
        var image = Link(("b f; f: bl g", 0x10000), (".global f, g; f: nop; g: nop", 0x20000));

        Assert.That((Assembling.At(image, 0x10000).Immediate, Assembling.At(image, 0x10004).Immediate, image.Symbols["g"]), Is.EqualTo((0x10004L, 0x20004L, 0x20004UL)));
    }

    [Test]
    public void Data_symbols_resolve_to_page_and_offset()
    {
        const string Text = """
            	adrp	x0, ftrace_ops_list + 8
            	ldr	x0, [x0, #:lo12:ftrace_ops_list + 8]
            	add	x1, x1, :lo12:ftrace_ops_list
            	.quad	ftrace_ops_list - 1, end
            end:
            """;

        var image = Link((Text, 0x8fff_0000));

        Assert.That(Enumerable.Range(0, 3).Select(number => Assembling.At(image, 0x8fff_0000 + (4 * (ulong)number)).Immediate),
            Is.EqualTo(new long[] { 0x9000_1000, 0x240, 0x238 }));
        Assert.That((BitConverter.ToUInt64(image.Segments[0].Bytes, 12), BitConverter.ToUInt64(image.Segments[0].Bytes, 20)),
            Is.EqualTo((0x9000_1237UL, 0x8fff_001cUL)));
    }

    [Test]
    public void Regions_and_texts_are_known_by_address()
    {
        var image = Link(("nop; .byte 1, 2; .align 2; literal: .quad 3; .region late; ldr x0, literal; .byte 9", 0x1000));

        Assert.That((Assembling.At(image, 0x1010).Immediate, Assembling.At(image, 0x1010).Addressing), Is.EqualTo((0x1008L, Addressing.Literal)));
        Assert.That((image.RegionNames[image.Regions.At(0x1000).Region], image.RegionNames[image.Regions.At(0x1010).Region], image.TextAt(0x1010)),
            Is.EqualTo(("code", "late", "ldr x0, literal")));
        Assert.That((image.Regions.At(0x1000).End, image.Regions.At(0x1010).End), Is.EqualTo((0x1010ul, ulong.MaxValue)));
    }

    [TestCase("b target", 0x0800_0000, "128 MiB"), TestCase("bl target", -0x0800_0004, "128 MiB")]
    [TestCase("b.eq target", 0x10_0000, "1 MiB"), TestCase("cbz x0, target", -0x10_0004, "1 MiB"),
        TestCase("ldr x0, target", 0x10_0000, "1 MiB")]
    [TestCase("tbnz x0, #1, target", 0x8000, "32 KiB"), TestCase("adr x0, target", -0x10_0004, "1 MiB"),
        TestCase("adrp x0, target", 0x1_0000_0000, "4 GiB")]
    public void A_target_out_of_reach_is_a_mistake_that_names_distance_and_reach(string text, long distance, string reach)
    {
        const long From = 0x2_0000_0000;
        var mistake = Mistake((text, From), (".global target; target: nop", (ulong)(From + distance)));

        Assert.That((mistake.Code, mistake.At.ToString()), Is.EqualTo(("SIM221", $"a.s:1:{text.IndexOf("target", StringComparison.Ordinal) + 1}")));
        Assert.That(mistake.Message, Does.Contain($" is {distance} bytes (").And.EndsWith($"the instruction reaches ±{reach}"));
    }

    [TestCase("b target", 0x0800_0000 - 4), TestCase("bl target", -0x0800_0000), TestCase("b.eq target", 0x10_0000 - 4),
        TestCase("cbnz w0, target", -0x10_0000)]
    [TestCase("tbz x0, #1, target", 0x8000 - 4), TestCase("tbz x0, #1, target", -0x8000), TestCase("adrp x0, target", 0x1_0000_0000 - 4096)]
    public void A_target_at_the_end_of_the_reach_is_linked(string text, long distance)
    {
        const long From = 0x2_0000_0000;

        var image = Link((text, From), (".global target; target: nop", (ulong)(From + distance)));

        Assert.That(Assembling.At(image, (ulong)From).Immediate, Is.EqualTo(From + distance));
    }

    [Test]
    public void A_branch_to_a_constant_is_checked_too() =>
        Assert.That(Mistake(("b absolute", 0x1000_0000)).Code, Is.EqualTo("SIM221"));

    [Test]
    public void An_undefined_symbol_is_reported_with_the_nearest_name()
    {
        var mistake = Mistake(("nop\n\tadrp\tx0, ftrace_op_list", 0x1000));

        Assert.That(mistake.ToString(), Is.EqualTo("""
            a.s:2:11: error SIM220: undefined symbol 'ftrace_op_list'
             2 |  adrp x0, ftrace_op_list
               |           ^^^^^^^^^^^^^^
             hint: did you mean 'ftrace_ops_list'?
            """));
    }

    [Test]
    public void Two_globals_of_one_name_are_a_mistake() =>
        Assert.That(Mistake((".global f; f: nop", 0x1000), (".global f; f: nop", 0x2000)).Message,
            Is.EqualTo("global label 'f' is in 'b.s' and in 'a.s'"));

    [Test]
    public void A_piece_off_its_alignment_is_a_mistake() =>
        Assert.That(Mistake((".align 4; nop", 0x1008)).Message,
            Is.EqualTo("'a.s' is placed at 0x1008, which is not a multiple of its alignment of 16 bytes"));

    [Test]
    public void Pieces_that_overlap_are_a_mistake() =>
        Assert.That(Mistake(("nop; nop", 0x1000), ("nop", 0x1004)).Message,
            Is.EqualTo("'b.s' at 0x1004 overlaps 'a.s', which takes 8 bytes from 0x1000"));

    [TestCase("ldr x0, [x0, :lo12:odd]"), TestCase("b odd - 0x90000000 + 0x1000")]
    public void An_address_off_the_instruction_s_unit_is_a_mistake(string text) =>
        Assert.That(Mistake((text, 0x1000)).Code, Is.EqualTo("SIM225"));
}
