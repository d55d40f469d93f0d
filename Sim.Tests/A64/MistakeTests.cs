namespace Sim.Tests.A64;

public sealed class MistakeTests
{
    [TestCase("addd x0, x1, x2", "SIM200", 1, 4, "unknown mnemonic 'addd'", "did you mean 'add'?")]
    [TestCase(".sectoin foo", "SIM201", 1, 8, "unknown directive '.sectoin'", null)]
    [TestCase(".if$ndef X", "SIM202", 1, 8, "a blank after '.if' is needed here, not '.if$ndef'", null)]
    [TestCase("add x0, x1", "SIM202", 11, 1, "the statement ends where ',' is needed", null)]
    [TestCase("add x0 x1, x2", "SIM202", 8, 2, "',' is needed here, not 'x1'", null)]
    [TestCase("ret x1, x2", "SIM202", 7, 4, "', x2' is too much: the statement is complete before it", null)]
    [TestCase("ldr x0, [x1, #8", "SIM202", 16, 1, "the statement ends where ']' is needed", null)]
    [TestCase("mov x0, #010", "SIM202", 10, 3, "number '010' starts with 0: octal is not read here", "write it in decimal, or as 0x...")]
    [TestCase("mov x0, #0xg", "SIM202", 10, 3, "'0xg' is not a number of at most 64 bits (decimal, 0x..., 0b...)", null)]
    [TestCase("dmb", "SIM202", 4, 1, "the statement ends where a number, constant or label is needed", null)]
    [TestCase(".asciz foo", "SIM202", 8, 3, "a string in double quotes is needed here, not 'foo'", null)]
    [TestCase("add x0, x1, x31", "SIM203", 13, 3, "unknown register 'x31'; known are x0 to x30, w0 to w30, sp, wsp, xzr, wzr, lr, fp, ip0 and ip1",
        "did you mean 'x1'?")]
    [TestCase("add x0, x1, w2", "SIM203", 13, 2,
        "'w2': a W register next to X registers needs an extend: uxtb, uxth, uxtw, sxtb, sxth or sxtw", null)]
    [TestCase("and x0, sp, x2", "SIM203", 9, 2, "'sp': the stack pointer is not allowed here: use x0 to x30 or xzr (w0 to w30 or wzr)", null)]
    [TestCase("ldr x0, [x1], x2", "SIM202", 15, 2, "'x2': after the brackets comes a number; only loads and stores of structures (ld1, st1 and so on) take a register there", null)]
    [TestCase("pacia x3, xzr", "SIM203", 11, 3, "'xzr': register 31 is sp here, not the zero register", null)]
    [TestCase("st1 {v0.b}[3], [x0]", "SIM203", 6, 4, "'v0.b': loads and stores of single elements are left out; whole registers are arranged as 8b, 16b, 4h, 8h, 2s, 4s, 1d, 2d", null)]
    [TestCase("add x0, xzr, #1", "SIM203", 9, 3, "'xzr': register 31 is sp here, not the zero register", null)]
    [TestCase("ldr w0, [w1]", "SIM203", 10, 2, "'w1': an X register (64 bits) is needed here", null)]
    [TestCase("strb x0, [x1]", "SIM203", 6, 2, "'x0': a W register (32 bits) is needed here", null)]
    [TestCase("ldr x0, [x1, w2]", "SIM203", 14, 2, "'w2': a W register as index needs uxtw or sxtw", null)]
    [TestCase("add x0, x1, #4097", "SIM204", 13, 5,
        "immediate 4097 ('#4097') is neither from -4095 to 4095 nor a multiple of 4096 up to 16773120", null)]
    [TestCase("add x0, x1, #1, lsl #3", "SIM204", 21, 2, "shift 3 ('#3') is not from 0 to 12 in steps of 12", null)]
    [TestCase("lsl w0, w1, #32", "SIM204", 13, 3, "shift 32 ('#32') is not from 0 to 31", null)]
    [TestCase("ubfx x0, x1, #60, #5", "SIM204", 19, 2, "width 5 ('#5') is not from 1 to 4", null)]
    [TestCase("movz w0, #1, lsl #32", "SIM204", 18, 3, "shift 32 ('#32') is not from 0 to 16 in steps of 16", null)]
    [TestCase("tbz w0, #32, 1f; 1:", "SIM204", 9, 3, "bit 32 ('#32') is not from 0 to 31", null)]
    [TestCase("ldr x0, [x1, #OPS_FUNC * 512 * 8]", "SIM204", 14, 19,
        "offset 32768 ('#OPS_FUNC * 512 * 8') is neither from -256 to 255 nor from 0 to 32760 in steps of 8", null)]
    [TestCase("ldr x0, [x1, #257]", "SIM204", 14, 4, "offset 257 ('#257') is neither from -256 to 255 nor from 0 to 32760 in steps of 8",
        null)]
    [TestCase("ldr x0, [x1, #256]!", "SIM204", 14, 4, "offset with write-back 256 ('#256') is not from -256 to 255", null)]
    [TestCase("ldur x0, [x1, #256]", "SIM204", 15, 4, "offset 256 ('#256') is not from -256 to 255", null)]
    [TestCase("stp x0, x1, [sp, #-520]!", "SIM204", 18, 5, "offset -520 ('#-520') is not from -512 to 504 in steps of 8", null)]
    [TestCase("ldr x0, [x1, x2, lsl #2]", "SIM204", 22, 2, "shift 2 ('#2') is neither 0 nor 3 for an access of 8 bytes",
        null)]
    [TestCase("ldxr x0, [x1, #8]", "SIM204", 15, 2, "offset 8 ('#8') is not from 0 to 0", null)]
    [TestCase("and x0, x1, #5", "SIM204", 13, 2,
        "immediate 0x5 ('#5') is not a rotated run of ones, alone or repeated every 2, 4, 8, 16 or 32 bits",
        "move it into a register first")]
    [TestCase("mov x0, #BIG", "SIM204", 9, 4,
        "immediate 0x12345678 ('#BIG') fits no mov: "
            + "neither 16 bits at bit 0, 16, 32 or 48, nor the inverse of such, nor a logical immediate",
        "use movz and movk, or ldr with '=' before the constant")]
    [TestCase(".byte 256", "SIM204", 7, 3, "number 256 ('256') is not from -128 to 255", null)]
    [TestCase(".balign 3", "SIM204", 9, 1, "alignment 3 ('3') is not a power of two", "the next one is 4")]
    [TestCase("csel x0, x1, x2, eg", "SIM205", 18, 2, "unknown condition 'eg'", null)]
    [TestCase("cset x0, al", "SIM205", 10, 2, "condition 'al' always holds and cannot be inverted here", null)]
    [TestCase("dmb isch", "SIM205", 5, 4, "unknown barrier option 'isch'", null)]
    [TestCase("mrs x0, sp_el4", "SIM205", 9, 6, "unknown system register 'sp_el4'", "did you mean 'sp_el0'?")]
    [TestCase("mrs x0, s3_0_c16_c0_0", "SIM205", 9, 13, "unknown system register 's3_0_c16_c0_0'",
        "any register can be written as s3_0_c15_c2_1: op0, op1, CRn, CRm, op2")]
    [TestCase("mrs x0, oslar_el1", "SIM205", 9, 9, "'oslar_el1' can only be written", null)]
    [TestCase("msr cntvct_el0, x0", "SIM205", 5, 10, "'cntvct_el0' can only be read", null)]
    [TestCase("add x0, x1, x2, ror #3", "SIM205", 17, 3, "'ror': only lsl, lsr, asr and the extends can be used here", null)]
    [TestCase("ldr x0, [x1, #OPS_FUNK]", "SIM206", 14, 9, "unknown constant 'OPS_FUNK'", "did you mean 'OPS_FUNC'?")]
    [TestCase("b 1b", "SIM206", 3, 2, "'1b': there is no label '1:' before this line", null)]
    [TestCase("f: mov x0, #f", "SIM207", 12, 2, "'#f' depends on an address, where a number must be known now",
        "the difference of two labels is a number")]
    [TestCase("mov x0, #1 / 0", "SIM207", 10, 5, "'1 / 0' divides by 0", null)]
    [TestCase("f: nop; f: nop", "SIM208", 9, 1, "label 'f' is defined twice", null)]
    [TestCase("BIG: nop", "SIM209", 1, 3, "label 'BIG' is a constant already", null)]
    [TestCase(".set BIG, 1", "SIM209", 6, 3, "constant 'BIG' is given from outside and cannot be set", "guard it with .ifndef BIG")]
    [TestCase("x7: nop", "SIM209", 1, 2, "label 'x7' is the name of a register", null)]
    [TestCase("nop @ comment", "SIM210", 5, 1, "character '@' has no meaning here", null)]
    [TestCase(".ascii \"abc", "SIM210", 8, 4, "string has no closing '\"'", null)]
    [TestCase("nop /* end", "SIM210", 5, 2, "comment '/*' is never closed by '*/'", null)]
    [TestCase(".else", "SIM211", 1, 5, "'.else' without '.if' before it", null)]
    [TestCase(".endif", "SIM211", 1, 6, "'.endif' without '.if' before it", null)]
    [TestCase(".if 1; .else; .else; .endif", "SIM211", 15, 5, "second '.else' of one '.if'", null)]
    [TestCase(".if 1; .endif 1", "SIM202", 15, 1, "'1' is too much: the statement is complete before it", null)]
    [TestCase(".if 1", "SIM211", 1, 3, "'.if' has no '.endif'", null)]
    [TestCase(".byte 1; nop", "SIM212", 10, 3, "'nop' is at offset 1, which is not a multiple of 4", "put '.align 2' before it")]
    [TestCase("ldr x0, [x0], #8", "SIM213", 5, 2, "'x0' is data and written-back base at once: the result is unpredictable", null)]
    [TestCase("ldp x0, x0, [x1]", "SIM213", 9, 2, "'x0' is loaded twice by one instruction: which value remains is unpredictable", null)]
    [TestCase("stxr w0, x0, [x1]", "SIM213", 6, 2, "'w0' is status and data or address at once: the result is unpredictable", null)]
    [TestCase("stlxp w2, x0, x2, [x1]", "SIM213", 7, 2, "'w2' is status and data or address at once: the result is unpredictable", null)]
    [TestCase("ldxp w0, w0, [x1]", "SIM213", 10, 2,
        "'w0' is loaded twice by one instruction: which value remains is unpredictable", null)]
    [TestCase("casp x1, x2, x4, x5, [x0]", "SIM203", 6, 2, "'x1': the first register of a pair here must have an even number", null)]
    [TestCase("casp x2, x4, x4, x5, [x0]", "SIM203", 10, 2, "'x4': the second register of this pair must be the one after 'x2'", null)]
    [TestCase(".global nobody", "SIM215", 9, 6, "'.global nobody': this text has no label 'nobody:'", null)]
    public void A_mistake_is_named_with_its_place_and_what_is_allowed(string text, string code, int column, int length, string message,
        string? hint)
    {
        var mistake = Assembling.Mistakes(text)[0];

        Assert.That((mistake.Code, mistake.Message), Is.EqualTo((code, message)));
        Assert.That((mistake.At.File, mistake.At.Line, mistake.At.Column, mistake.At.Length), Is.EqualTo(("test.s", 1, column, length)));
        Assert.That(mistake.Excerpt, Is.EqualTo(text));
        if (hint is not null)
            Assert.That(mistake.Hint, Is.EqualTo(hint));
    }

    [TestCase("(")]
    [TestCase("-")]
    [TestCase("~(")]
    [TestCase("1+(")]
    public void A_deeply_nested_expression_is_refused_at_its_place(string opening)
    {
        var count = 5_000;

        var mistake = Assembling.Mistakes($".set a, {string.Concat(Enumerable.Repeat(opening, count))}1").Single();

        Assert.That(mistake.ToString(), Does.StartWith("test.s:1:").And.Contain("SIM218: parentheses and signs are nested more than 200 deep"));
    }

    [Test]
    public void An_expression_of_many_parts_side_by_side_is_read() =>
        Assert.That(Assembling.Mistakes($".set a, {string.Join(" + ", Enumerable.Repeat("(-(1))", 1_000))}"), Is.Empty);

    [Test]
    public void All_mistakes_of_a_text_are_reported_in_order()
    {
        var mistakes = Assembling.Mistakes("frob x0\n\tnop\n\tadd x0, x1, x99 // ninety-nine\nmov x0, #NOBODY\n");

        Assert.That(mistakes.Select(mistake => (mistake.At.Line, mistake.Code)),
            Is.EqualTo(new[] { (1, "SIM200"), (3, "SIM203"), (4, "SIM206") }));
    }

    [Test]
    public void A_size_cannot_depend_on_labels_further_down() =>
        Assert.That(Assembling.Mistakes(".space (b - a) * 2 + 4; a: nop; b: nop").Single().Code, Is.EqualTo("SIM216"));

    [Test]
    public void Diagnostics_of_the_assembler_are_all_documented()
    {
        var documented = File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "../../../../docs/diagnostics.md"));

        var numbers = Enumerable.Range(200, 20).Where(number => number != 214).Concat(Enumerable.Range(220, 7));
        var codes = numbers.Select(number => $"SIM{number}");
        Assert.That(codes.Where(code => !documented.Contains(code)), Is.Empty);
    }
}
