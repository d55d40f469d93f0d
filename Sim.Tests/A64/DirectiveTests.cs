using Sim.Core.A64;
using Sim.Core.A64.Coding;

namespace Sim.Tests.A64;

public sealed class DirectiveTests
{
    [TestCase(".byte 1, -1, 255", new byte[] { 1, 255, 255 })]
    [TestCase(".hword 0x1234; .short -2", new byte[] { 0x34, 0x12, 0xfe, 0xff })]
    [TestCase(".word 0x12345678", new byte[] { 0x78, 0x56, 0x34, 0x12 })]
    [TestCase(".quad 0x123456789abcdef0", new byte[] { 0xf0, 0xde, 0xbc, 0x9a, 0x78, 0x56, 0x34, 0x12 })]
    [TestCase(".ascii \"a;b\", \"//\\n\"", new byte[] { (byte)'a', (byte)';', (byte)'b', (byte)'/', (byte)'/', 10 })]
    [TestCase(".asciz \"ok\"", new byte[] { (byte)'o', (byte)'k', 0 })]
    [TestCase(".byte 1; .align 2; .byte 2", new byte[] { 1, 0, 0, 0, 2 })]
    [TestCase(".space 2; .skip 2, 0x90", new byte[] { 0, 0, 0x90, 0x90 })]
    [TestCase("a: .word 7; b: .byte b - a, . - a", new byte[] { 7, 0, 0, 0, 4, 5 })]
    [TestCase(".byte end - start; start: .word 0; end:", new byte[] { 4, 0, 0, 0, 0 })]
    public void Data_is_little_endian_and_dense(string text, byte[] expected) => Assert.That(Assembling.Bytes(text), Is.EqualTo(expected));

    [TestCase("1 + 2 * 3", 7)]
    [TestCase("(1 + 2) * 3", 9)]
    [TestCase("1 << 3 + 1", 9)] // As in GNU as, not as in C.
    [TestCase("0xf0 | 0x0f & 0xff", 0xff)]
    [TestCase("~0 - -1", 0)]
    [TestCase("7 / 2 - 7 % 4", 0)]
    [TestCase("0b101 ^ 1", 4)]
    [TestCase("1 == 1", -1)]
    [TestCase("(2 < 1) || (OPS_FUNC == 8 && !0)", 1)]
    [TestCase("!0 + !5", 1)]
    [TestCase("(1 && 2) == 1", -1)]
    [TestCase("-1 >> 60", 15)]
    public void An_expression_has_the_value_that_GNU_as_gives_it(string expression, long expected) =>
        Assert.That(BitConverter.ToInt64(Assembling.Bytes($".quad {expression}")), Is.EqualTo(expected));

    [Test]
    public void Alignment_pads_code_with_nops_of_the_same_region()
    {
        var file = Assembling.File(".region walk; ret; .align 3; ret");

        Assert.That(file.Items.Select(item => (item.OffsetBytes, Decoder.Decode(item.Word!.Value, 0).Opcode, item.Region)),
            Is.EqualTo(new[] { (0L, Opcode.Ret, "walk"), (4L, Opcode.Nop, "walk"), (8L, Opcode.Ret, "walk") }));
        Assert.That(file.AlignmentBytes, Is.EqualTo(8));
    }

    [TestCase(".align 4", 16), TestCase(".p2align 6", 64), TestCase(".balign 32", 32), TestCase("nop", 4)]
    public void The_largest_alignment_is_that_of_the_file(string text, int expected) =>
        Assert.That(Assembling.File(text).AlignmentBytes, Is.EqualTo(expected));

    [Test]
    public void A_region_holds_until_the_next_one_and_starts_as_code() =>
        Assert.That(Assembling.File("nop; .region hash_lookup; nop; .region save; nop").Items.Select(item => item.Region),
            Is.EqualTo(new[] { "code", "hash_lookup", "save" }));

    [TestCase(".if BIG > 4; .byte 1; .else; .byte 2; .endif", 1)]
    [TestCase(".if 0; .byte 1; .else; .byte 2; .endif", 2)]
    [TestCase(".ifdef BIG; .byte 1; .else; .byte 2; .endif", 1)]
    [TestCase(".ifndef BIG; .byte 1; .else; .byte 2; .endif", 2)]
    [TestCase(".ifdef NONE; .if NONE; x0:; .endif; frobnicate; .else; .byte 2; .endif", 2)]
    [TestCase(".set FOO, 3; FOO = FOO + 1; .byte FOO", 4)]
    public void A_condition_chooses_what_is_assembled(string text, int expected) =>
        Assert.That(Assembling.Bytes(text), Is.EqualTo(new[] { (byte)expected }));

    [Test]
    public void Labels_have_offsets_and_globals_are_named()
    {
        var file = Assembling.File(".global f, g\nf:\tnop\ng:\n.Llocal:\tret\n");

        Assert.That((file.Labels["f"], file.Labels["g"], file.Labels[".Llocal"], file.SizeBytes), Is.EqualTo((0L, 4L, 4L, 8L)));
        Assert.That(file.Globals, Is.EquivalentTo(new[] { "f", "g" }));
    }

    [Test]
    public void Comments_end_at_the_line_or_where_they_say()
    {
        var file = Assembling.File("nop // b x\n/* one\n * two; brk */ ret /* three */; isb\n");

        Assert.That(file.Items.Select(item => (item.Text, item.At.Line)), Is.EqualTo(new[] { ("nop", 1), ("ret", 3), ("isb", 3) }));
    }

    [Test]
    public void Text_and_position_are_those_of_the_statement()
    {
        var item = Assembling.File("\nf:\tldr\tx0, [x1, #8]\t// ops->func").Items.Single();

        Assert.That((item.Text, item.At.Line, item.At.Column, item.At.Length), Is.EqualTo(("ldr\tx0, [x1, #8]", 2, 4, 16)));
    }

    [Test]
    public void A_literal_stands_behind_the_text_that_loads_it()
    {
        var file = Assembling.File("ldr x0, =0x123456789abc; ldr x1, =outside; ret");

        Assert.That(file.Items.Select(item => item.OffsetBytes), Is.EqualTo(new[] { 0L, 4, 8, 12, 16, 24 }));
        Assert.That(file.Items[^1].Fixup, Has.Property("Kind").EqualTo(FixupKind.Data64).And.Property("Symbol").EqualTo("outside").And.Property("Addend").Zero);
    }
}
