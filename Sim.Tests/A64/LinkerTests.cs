using Sim.Core.A64;
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
    public void Positions_run_through_the_pieces_in_order_of_address()
    {
        var image = Link(("nop; ret", 0x20000), ("isb", 0x10000));

        Assert.That(image.Instructions.Select(instruction => instruction.Opcode),
            Is.EqualTo(new[] { Opcode.Isb, Opcode.EndOfCode, Opcode.Nop, Opcode.Ret, Opcode.EndOfCode }));
        Assert.That(image.Addresses, Is.EqualTo(new ulong[] { 0x10000, 0x10004, 0x20000, 0x20004, 0x20008 }));
        Assert.That((image.PositionOf(0x20004), image.PositionOf(0x20008), image.PositionOf(0x20002), image.PositionOf(0)),
            Is.EqualTo((3, -1, -1, -1)));
    }

    [Test]
    public void A_branch_finds_its_own_label_before_a_global_of_another()
    {
        var image = Link(("b f; f: bl g", 0x10000), (".global f, g; f: nop; g: nop", 0x20000));

        Assert.That(image.Targets, Is.EqualTo(new[] { 1, 4, -1, -1, -1, -1 }));
        Assert.That((image.Instructions[0].Immediate, image.Symbols["g"]), Is.EqualTo((0x10004L, 0x20004UL)));
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

        Assert.That(image.Instructions.Take(3).Select(instruction => instruction.Immediate),
            Is.EqualTo(new long[] { 0x9000_1000, 0x240, 0x238 }));
        Assert.That(image.Data.Select(data => (data.Address, BitConverter.ToUInt64(data.Bytes))),
            Is.EqualTo(new[] { (0x8fff_000cUL, 0x9000_1237UL), (0x8fff_0014UL, 0x8fff_001cUL) }));
    }

    [Test]
    public void Data_between_instructions_takes_positions_that_cannot_be_executed()
    {
        var image = Link(("nop; .byte 1, 2; .align 2; literal: .quad 3; .region late; ldr x0, literal; .byte 9", 0x1000));

        Assert.That(image.Instructions.Select(instruction => instruction.Opcode),
            Is.EqualTo((Opcode[])[Opcode.Nop, .. Enumerable.Repeat(Opcode.EndOfCode, 3), Opcode.Ldr, Opcode.EndOfCode, Opcode.EndOfCode]));
        Assert.That((image.Instructions[4].Immediate, image.Instructions[4].Addressing, image.PositionOf(0x1010)),
            Is.EqualTo((0x1008L, Addressing.Literal, 4)));
        Assert.That((image.RegionNames[image.Regions[0]], image.RegionNames[image.Regions[4]], image.Texts[4]),
            Is.EqualTo(("code", "late", "ldr x0, literal")));
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

        Assert.That((mistake.Code, mistake.At.ToString()), Is.EqualTo(("SIM221", "a.s:1:1")));
        Assert.That(mistake.Message, Does.Contain($" is {distance} bytes (").And.EndsWith($"the instruction reaches ±{reach}"));
    }

    [TestCase("b target", 0x0800_0000 - 4), TestCase("bl target", -0x0800_0000), TestCase("b.eq target", 0x10_0000 - 4),
        TestCase("cbnz w0, target", -0x10_0000)]
    [TestCase("tbz x0, #1, target", 0x8000 - 4), TestCase("tbz x0, #1, target", -0x8000), TestCase("adrp x0, target", 0x1_0000_0000 - 4096)]
    public void A_target_at_the_end_of_the_reach_is_linked(string text, long distance)
    {
        const long From = 0x2_0000_0000;

        var image = Link((text, From), (".global target; target: nop", (ulong)(From + distance)));

        Assert.That(image.Instructions.Single(instruction => instruction.Opcode is not (Opcode.Nop or Opcode.EndOfCode)).Immediate,
            Is.EqualTo(From + distance));
    }

    [Test]
    public void A_branch_to_a_constant_is_checked_too() =>
        Assert.That(Mistake(("b absolute", 0x1000_0000)).Code, Is.EqualTo("SIM221"));

    [Test]
    public void An_undefined_symbol_is_reported_with_the_nearest_name()
    {
        var mistake = Mistake(("nop\n\tadrp\tx0, ftrace_op_list", 0x1000));

        Assert.That(mistake.ToString(), Is.EqualTo("""
            a.s:2:2: error SIM220: undefined symbol 'ftrace_op_list'
             2 |  adrp x0, ftrace_op_list
               |  ^^^^^^^^^^^^^^^^^^^^^^^
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

    [Test]
    public void Patching_replaces_an_instruction_and_its_target()
    {
        var image = Link(("nop; b 1f; 1: nop", 0x1000));

        image.Patch(0x1000, new Instruction { Opcode = Opcode.Bl, Rd = Register.Link, Immediate = 0x1008 }, "bl 1f");

        Assert.That((image.Targets[0], image.Texts[0]), Is.EqualTo((2, "bl 1f")));
        Assert.That(() => image.Patch(0x1000, new Instruction { Opcode = Opcode.B, Immediate = 0x4000 }, ""), Throws.TypeOf<SimBug>());
    }
}
