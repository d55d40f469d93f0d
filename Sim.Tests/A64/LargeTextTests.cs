using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.Diagnostics;

namespace Sim.Tests.A64;

/// <summary>Texts that grow without end, or that take long to read: each ends soon, with one mistake that names its cause.</summary>
sealed class LargeTextTests
{
    const string Twice = ".macro f n\n.if \\n\nf (\\n-1)\nf (\\n-1)\n.endif\n.endm\n";

    [TestCase(Twice + "nop\nf 40", 8, "'f' makes the text longer than 4,194,304 characters")]
    [TestCase(".set n, 40\n.macro f\n.if n > 0\n.set n, n - 1\nf\nf\n.set n, n + 1\n.endif\n.endm\nf", 10, "'f' makes the text longer than 131,072 lines")]
    [TestCase(Twice + ".if 1\nf 40\n.endif\nbogus x1", 8, "'f' makes the text longer than 4,194,304 characters")]
    [TestCase(".macro f a\n.if 1\nf \\a\\a\n.endif\n.endm\nf xx", 6, "'f' makes the text longer than 4,194,304 characters")]
    [TestCase("nop\n.rept 1048576\nnop\n.endr", 2, "'.rept' makes the text longer than 131,072 lines")]
    [TestCase(".rept 1048576\n.rept 1048576\n.endr\n.endr", 1, "'.rept' makes the text longer than 131,072 lines")]
    [TestCase(".rept 1048576\n.irp x,\n\\x\n.endr\n.endr", 1, "'.rept' makes the text longer than 131,072 lines")]
    [TestCase(".rept 100\n.irp a, 1, 2, 3, 4, 5, 6, 7, 8\n.irpc b, 0123456789abcdef\n.rept 100\nnop\n.endr\n.endr\n.endr\n.endr", 1,
        "'.rept' makes the text longer than 131,072 lines")]
    [TestCase(".if 0\nnop\n.endif\n.rept 100000\n.if 0\n.endif\n.endr", 4, "'.rept' makes the text longer than 131,072 lines")]
    [TestCase(".rept 1000\n.space 16777216\n.endr", 2, "the text comes to more than 16 MiB here")]
    [TestCase(".rept 1000\nnop\n.align 16\n.endr", 2, "the text comes to more than 524,288 instructions and values here")]
    [MaxTime(20_000)]
    public void What_grows_without_end_is_one_mistake(string text, int line, string message)
    {
        var mistake = Assembling.Mistakes(text).Single();

        Assert.That((mistake.Code, mistake.At.Line, mistake.Message), Is.EqualTo(("SIM218", line, message)));
    }

    [Test]
    public void An_included_text_that_includes_itself_twice_ends()
    {
        SourceText twice = null!;
        twice = new SourceText("twice.s", ".include \"twice.s\"\n.include \"twice.s\"") { Open = _ => twice };
        var bag = new DiagnosticBag();

        Assembler.Assemble(twice, new Dictionary<string, long>(), bag);

        Assert.That(bag.Select(mistake => mistake.Code), Is.EqualTo(new[] { "SIM218" }));
    }

    [Test]
    public void A_mistake_in_a_repetition_is_one_mistake() =>
        Assert.That(Assembling.Mistakes(".rept 100000\nbogus x1\n.endr").Select(mistake => mistake.ToString()), Has.Exactly(1).Contains("unknown mnemonic 'bogus'"));

    [Test]
    public void A_jump_table_to_labels_further_down_is_no_mistake() =>
        Assert.That(Assembling.Bytes("base: .space 4000\n" + string.Concat(Enumerable.Repeat(".byte (after - base) / 64\n", 1000)) + "after:"), Has.Length.EqualTo(5000));

    [TestCase(".word ", "1,", 250_000)]
    [TestCase("", "nop;", 250_000)]
    [TestCase("", "/**/ ", 200_000)]
    [TestCase("", ".if 1\n", 75_000, ".endif\n")]
    [TestCase(".macro m a\n.endm\nm a", " ", 900_000, "")]
    [MaxTime(20_000)]
    public void A_long_text_is_read_in_time(string begin, string again, int times, string end = "1")
    {
        var text = begin + string.Concat(Enumerable.Repeat(again, times))
            + (end == ".endif\n" ? string.Concat(Enumerable.Repeat(end, times)) : begin.StartsWith(".word", StringComparison.Ordinal) ? end : "");

        Assert.That(Assembling.Mistakes(text), Is.Empty);
    }

    [Test]
    [MaxTime(20_000)]
    public void Many_arguments_are_read_in_time()
    {
        var names = Enumerable.Range(0, 50_000).Select(i => FormattableString.Invariant($"a{i}"));

        Assert.That(Assembling.Mistakes($".macro m {string.Join(',', names)}\n.endm\nm {string.Join(',', names.Select(name => name + "=1"))}"), Is.Empty);
    }

    [Test]
    [MaxTime(20_000)]
    public void Many_names_that_no_one_knows_are_reported_in_time()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => FormattableString.Invariant($"label_number_{i}: .word lbael_number_{i} * 2\n")));

        Assert.That(Assembling.Mistakes(text).Select(mistake => mistake.Code), Is.EqualTo(Enumerable.Repeat("SIM206", 20).Append("SIM109")));
    }

    [Test]
    public void A_name_that_fills_the_file_is_not_shown_whole() =>
        Assert.That(Assembling.Mistakes(new string('a', 900_000) + " x0").Single().ToString(), Has.Length.LessThan(1000));

    [TestCase("ldr x12, =nosuch", "    ldr x12, =nosuch", 1, 15)]
    [TestCase("ret", "    ldr x12, =nosuch\n    .ltorg\n    nop", 2, 15)]
    [TestCase("ret", "    b nosuch", 2, 7)]
    [TestCase("ret", "    .quad 1, nosuch + 8", 2, 14)]
    [TestCase("ret", "    add x0, x0, :lo12:nosuch", 2, 23)]
    public void An_unknown_symbol_is_reported_at_the_operand(string first, string second, int line, int column)
    {
        var text = line == 1 ? second : first + "\n" + second;
        var bag = new DiagnosticBag();

        Core.A64.Linking.Linker.Link([(Assembling.File(text), 0x40000)], new Dictionary<string, ulong>(), bag);

        var mistake = bag.Single();
        Assert.That((mistake.Code, mistake.At.Line, mistake.At.Column), Is.EqualTo(("SIM220", line, column)));
        Assert.That(mistake.Excerpt, Is.EqualTo(text.Split('\n')[line - 1]));
    }

    [TestCase("mov x12, #(1<<70)", "'1<<70' shifts by 70, which is not from 0 to 63")]
    [TestCase(".quad 0xff << 60", "'0xff << 60' does not fit into 64 bits")]
    [TestCase(".quad 0x100000000 * 0x100000000", "'0x100000000 * 0x100000000' does not fit into 64 bits")]
    [TestCase("ldr w13, =0x1ffffffff", "literal 8589934591 ('0x1ffffffff') is not from -2147483648 to 4294967295")]
    [TestCase(".fill 2, 2, 0x12345", "value 74565 ('0x12345') is not from -32768 to 65535")]
    public void A_number_that_would_lose_bits_is_a_mistake(string text, string message)
    {
        var mistake = Assembling.Mistakes(text).Single();

        Assert.That((mistake.Code, mistake.Message), Is.EqualTo(("SIM204", message)));
    }

    [Test]
    public void Shifts_that_keep_what_counts_are_none() => Assert.That(
        Assembling.Bytes(".quad 1 << 63, -1 << 8, 0xffffffffffffffff << 8, ~0 << 40, 0xffffffffffffffff * 2"), Has.Length.EqualTo(40));
}
