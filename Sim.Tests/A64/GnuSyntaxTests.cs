using System.Buffers.Binary;
using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.A64.Coding;
using Sim.Core.A64.Linking;
using Sim.Core.Diagnostics;

namespace Sim.Tests.A64;

/// <summary>What people write in .S files, with the words that GNU as makes of it.</summary>
public sealed class GnuSyntaxTests
{
    const ulong Address = 0x4000_0000;

    static readonly string[] Texts =
    [
        // Macros.
        ".macro keep a, b, by=16\nstp \\a, \\b, [sp, #-\\by]!\n.endm\nkeep x0, x1\nkeep x2, x3, 32\nkeep b=x5, a=x4\nkeep x0 x1",
        ".macro pick n\n.if \\n\nmov x\\n, #1\n.else\nnop\n.endif\n.endm\npick 3; pick 0",
        ".macro count n\n.if \\n\nadd x0, x0, #\\n\ncount (\\n - 1)\n.endif\n.endm\ncount 4",
        ".macro lab\n.Lm\\@: b .Lm\\@\n.endm\nlab; lab",
        ".macro glue reg, n\nmov \\reg\\n, #\\n\n.endm\nglue x, 7; glue w, 9",
        ".macro join p\n\\p\\()d x0, x1, x2\n.endm\njoin ad",
        ".macro some first, rest:vararg\nmov x0, \\first\n.ifnb \\rest\nsome \\rest\n.endif\n.endm\nsome #1, #2, #3",
        ".macro early n\nnop\n.if \\n > 2\n.exitm\n.endif\nisb\n.endm\nearly 1; early 3; ret",
        ".macro outer\n.macro inner\nsev\n.endm\ninner\n.endm\nouter\ninner",
        ".macro f\nnop\n.endm\n.purgem f\n.macro f\nisb\n.endm\nf",
        ".macro two text\n\\text\n.endm\ntwo \"nop\"\ntwo \"add x0, x1, x2\"",
        ".macro want a:req, b=4\nmov x\\a, #\\b\n.endm\nwant 1\nwant 2, 5",

        // Repetitions.
        ".rept 3\nnop\n.endr",
        ".irp n, 0, 2, 4\nstp x\\n, x\\n, [sp, #8 * \\n]\n.endr",
        ".irp r, x1, x2\n.irp s, x3, x4\nadd \\r, \\r, \\s\n.endr\n.endr",
        ".irpc d, 123\nmov x\\d, #\\d\n.endr",
        ".set i, 0\n.rept 4\nmov x0, #i\n.set i, i + 1\n.endr",

        // Conditions.
        ".ifdef NONE\nnop\n.elseif 1\nmov x0, #99\n.endif",
        ".if 0\nnop\n.elseif 0\nisb\n.elseif 1\nsev\n.elseif 1\nwfe\n.else\nyield\n.endif",
        ".if 1\nnop\n.elseif 1\nisb\n.else\nsev\n.endif",
        ".if 0\n.if 1\nnop\n.elseif 1\nisb\n.else\nsev\n.endif\n.else\nwfe\n.endif",
        ".ifc x0,x0\nnop\n.endif\n.ifnc x0, x1\nisb\n.endif\n.ifeqs \"a b\", \"a b\"\nsev\n.endif\n.ifb\nwfe\n.endif\n.ifnb x\nwfi\n.endif",
        ".ifeq 0\nnop\n.endif\n.ifne 1\nisb\n.endif\n.iflt -1\nsev\n.endif\n.ifge 0\nwfe\n.endif\n.ifgt 1\nwfi\n.endif\n.ifle 0\nyield\n.endif",
        "here: nop\n.ifdef here\nisb\n.endif\n.ifndef there\nsev\n.endif\n.ifnotdef there\nwfe\n.endif",

        // Names.
        ".equ five, 5\n.set six, five + 1\nseven = six + 1\n.equiv eight, seven + 1\nmov x0, #five\nmov x1, #six\nmov x2, #seven\nmov x3, #eight",
        "ops .req x11\nadd ops, ops, #1\nldr x0, [ops, #8]\n.unreq ops\nnext .req w12\nadd next, next, next, lsl #1",
        "mov ip0, ip1; mov fp, lr; add x0, fp, ip0",
        "1: b 1b; b 1f; 1: b 1b; b 2f; 2: nop",
        "start: nop; .set alias, start; b alias; b start + 4; adr x0, .; b .",

        // Data.
        ".byte 1, 2; .2byte 3; .4byte 4; .8byte 5; .int -1; .dword 6; .octa 0x112233445566778899aabbccddeeff00; .byte 'a', 'b'; .balign 4",
        ".ascii \"ab\"; .asciz \"c\"; .string \"d\"; .zero 3; .skip 2, 9; .fill 2, 4, 0x1234; .fill 3; .balign 4",
        "nop; .p2align 4; ret; .balign 8, 0xff; isb; .p2align 5,,8; sev; .p2align 4, 1, 2; wfe",
        ".inst 0xd503201f, 0xd65f03c0; nop; .org 32; ret",
        "a: nop; b: .word b - a, . - a; .hword (b - a) / 2, 0",

        ".ascii \"\\1\\177\\0101\\x41\\x1ff\\b\\f\\377\"; .uleb128 0, 127, 128, 624485; .sleb128 -1, -64, -65, 63, 64, -624485; .balign 4",

        // Macros as kernels have them.
        ".macro push first, rest:vararg\nstr \\first, [sp, #-16]!\n.ifnb \\rest\npush \\rest\n.endif\n.endm\npush x0, x1, x2, x3",
        ".macro save from=0, to=29, step=2\n.set i, \\from\n.rept (\\to - \\from) / \\step\nstr x0, [sp, #(i * 8)]\n.set i, i + \\step\n.endr\n.endm\nsave\nsave 4 10\nsave to=6, from=2, step=1",
        ".macro hint1\nyield\n.endm\n.macro cond a, b\n.ifc \\a, x0\nnop\n.elseif \\b > 3\nisb\n.else\n.ifeq \\b - 2\nret\n.else\nhint1\n.endif\n.endif\n.endm\ncond x0, 9\ncond x1, 4\ncond x1, 2\ncond x1, 0",
        ".irp r, x0, x1, x2\n.irpc d, 08\nstr \\r, [sp, #\\d]\n.endr\n.endr",
        ".macro skip\nb .Lx\\@\nnop\n.Lx\\@:\n.endm\nskip\nskip",
        ".macro outer n\n.macro inner\\n\nmov x0, #\\n\n.endm\n.endm\nouter 3\nouter 4\ninner3\ninner4",
        ".macro m a, b=(1 + 2), c:req\nadd x0, x0, #(\\a + \\b + \\c)\n.endm\nm 1, , 3\nm 1, 2, 3\nm c=7, a=1",
        ".macro frame regs:vararg\n.irp r, \\regs\nstr \\r, [sp, #-16]!\n.endr\n.endm\nframe x1, x2, lr",
        ".macro big val, reg\n.if (\\val) >> 16\nmovz \\reg, #((\\val) >> 16), lsl #16\nmovk \\reg, #((\\val) & 0xffff)\n.else\nmovz \\reg, #(\\val)\n.endif\n.endm\nbig 0x12345, x3\nbig 77, x4",
        ".macro ex n\n.if \\n == 0\n.exitm\n.endif\nnop\nex (\\n - 1)\n.endm\nex 3\n.purgem ex\n.macro ex n\nisb\n.endm\nex 1",
        "a = 5\n.if a == 5 && a != 4\nnop\n.endif\n.ifdef a\nisb\n.endif\n.ifndef nope\nyield\n.endif\n.ifnes \"x\", \"y\"\nret\n.endif\n.if 0\n.if 1\nnop\n.else\nisb\n.endif\n.else\nwfe\n.endif",
        ".macro ldr_l, dst, sym, tmp=\n.ifb \\tmp\nadrp \\dst, \\sym\nldr \\dst, [\\dst, :lo12:\\sym]\n.else\nadrp \\tmp, \\sym\nldr \\dst, [\\tmp, :lo12:\\sym]\n.endif\n.endm\n.macro for_each, macro, list:vararg\n.irp it, \\list\n\\macro \\it\n.endr\n.endm\n.macro one it\nmov x\\it, #\\it\n.endm\nfor_each one, 1, 2, 3",
        ".macro op name, cond=al\n.ifc \\cond,al\nb 1f\n.else\nb.\\cond 1f\n.endif\n1: \\name\\()\n.endm\nop nop\nop isb, ne\nop name=ret cond=eq",
        ".macro str_m text\n.ascii \"\\text\"\n.balign 4\n.endm\nstr_m \"a b\"\nstr_m abcd\nnop",
        ".rept 3\n.set j, 0\n.rept 2\nadd x0, x0, #j\n.set j, j + 1\n.endr\n.endr",

        // What is ignored, and other marks.
        "# 1 \"tramp.S\"\n# a comment\n.arch armv8-a\n.cpu generic\n.arch_extension crc\n.file \"x.c\"\n.ident \"y\"\n.hidden f\n.type f, %function\n"
            + "f: .cfi_startproc\n.cfi_def_cfa_offset 16\nnop // one\nret /* two */; isb\n.cfi_endproc\n.size f, . - f",
        ".pushsection .text, \"ax\", %progbits\nnop\n.popsection\n.section .note.GNU-stack, \"\", %progbits\n.text\nisb\n.previous\n.text\nret",
        "nop\n.subsection 1\nisb\n.previous\nret",

        // Padding, as code and as data.
        ".byte 1; .balign 4; nop; .byte 1, 2, 3; .p2align 4; ret",
        ".quad 7; .p2align 4; isb; .align 3; .byte 1; .balign 16; sev",
        "nop; .balign 16, 0; isb; .p2align 4,,3; sev; .p2align 4,,12; wfe; .balign 32, 0xaa, 4; yield",
        "nop; .balignl 16, 0x11223344; isb; .balignw 16, 0x5566; sev; .p2alignl 5, 0xd503201f, 64; wfe; .p2alignw 4, 1, 2; ret; .balignl 8; yield",
        "nop; .space 3; .align 2; ret; .skip 4; .align 4",

        // Floating-point numbers, and data under their other names.
        ".float 1.5, -2, 0f3.25, 1e-3, 0.1; .single 3.4028235e38, 1e-45; .double 1.5, -2e300, 0d0.1, 4.9e-324; .float inf, -inf, nan",
        ".float16 1.5, -65504, 0.1, inf; .bfloat16 1.5, -0.1; .dc.s 2.5; .dc.d 2.5; .dcb.s 2, 1.25; .dcb.d 2, -1.25",
        ".dc.b 1, 2; .dc.w 3; .dc.l 4; .dc 5, 6; .dc.a 7; .dcb.b 4, 1; .dcb.w 2, 2; .dcb.l 2, 3; .dcb 2, 4; .ds.b 4, 9; .ds.w 2; .ds.l 1; .ds.d 1; .ds.x 1; .ds 2; .ds.s 1",
        ".string8 \"ab\", \"c\"; .string16 \"ab\"; .string32 \"a\"; .string64 \"b\"; .even; .balign 4; .nop",

        // The macros of the other syntax.
        ".altmacro\n.macro f reg, n\nmov reg, #n\nadd x1, x1, \\n\n.endm\nf x0, 3\nf x2, %(3 * 4 + 1)\n.set k, 5\nf x3, %k",
        ".altmacro\n.macro loop n\nLOCAL top, out\ntop: cbz x0, out\nsub x0, x0, #n\nb top\nout:\n.endm\nloop 1\nloop 2",
        ".altmacro\n.macro glue a, b\nmov a&b, #1\nmov &a&3, #2\n.endm\nglue x, 7",
        ".altmacro\n.macro all list\n.irp r, list\nmov r, #0\n.endr\n.endm\nall <x1, x2>\n.macro say text\ntext\n.endm\nsay <add x0, x1, x2>\nsay <mov x0, #3 !> 2>",
        ".altmacro\n.macro down n\nmov x0, #n\n.if n\ndown %(n - 1)\n.endif\n.endm\ndown 3\n.noaltmacro\n.macro plain n\nmov x0, #\\n\n.endm\nplain 3",
        ".rep 2\nnop\n.endr\n.irep r, x0, x1\nmov \\r, #1\n.endr\n.irepc d, 12\nmov x\\d, #2\n.endr",

        // What only a listing or another tool reads.
        ".list; .nolist; .title \"t\"; .sbttl \"s\"; .eject; .psize 60; .print \"p\"; .warning \"w\"; .stabs \"x\",1,2,3,4; f: nop; .symver f, f@V1; .linkonce",

        // Relocations and expressions.
        "movz x0, #:abs_g1:0x12345678; movk x0, #:abs_g0_nc:0x12345678; mov x1, #(1 << 4 | 3)",
        "mov x0, #0x10 + 2 * 3; add x1, x1, #~0xf & 0xff; sub x2, x2, #10 / 3 % 2; mov x3, #'A'; .if 1 <> 2; nop; .endif",
        "MOV X0, X1; Add W3, W4, W5, LSL #2; Ldr x0, [SP, #8]; B.EQ .",
        "bne 1f; beq 1f; bhs 1f; 1: tst x0, #1; ccmp x0, x1, #0, hs",
    ];

    [TestCaseSource(nameof(Texts))]
    public void The_words_are_those_of_GNU_as(string text)
    {
        GnuAssembler.Require();

        var bag = new DiagnosticBag();
        var file = Assembler.Assemble(new SourceText("syntax.s", text), new Dictionary<string, long>(), bag);

        Assert.That(bag, Is.Empty);
        Assert.That(Words(file!), Is.EqualTo(GnuAssembler.Assemble(text + "\n", Address).Select(word => $"{word:x8}")));
    }

    [Test]
    public void A_macro_with_a_mistake_says_where_it_was_called()
    {
        var mistake = Assembling.Mistakes(".macro f reg\nadd \\reg, x1, #5000\n.endm\nnop\nf x0").Single();

        Assert.That((mistake.Code, mistake.At.Line, mistake.Hint), Is.EqualTo(("SIM204", 2, "in macro 'f', called in line 5")));
    }

    [TestCase(".macro f\nnop", "SIM211", "'.macro' has no '.endm'")]
    [TestCase(".rept 2\nnop", "SIM211", "'.rept' has no '.endr'")]
    [TestCase(".endm", "SIM211", "'.endm' without its beginning")]
    [TestCase(".exitm", "SIM211", "'.exitm' outside of a macro")]
    [TestCase(".macro f a\n.endm\nf x0, x1", "SIM202", "macro 'f' has 1 parameters, and this is one argument more: 'x1'")]
    [TestCase(".macro f a:req\n.endm\nf", "SIM202", "macro 'f' needs an argument for 'a'")]
    [TestCase(".macro f a\n.endm\nf b=1", "SIM202", "macro 'f' has no parameter 'b', which 'b=1' would set")]
    [TestCase(".macro f\nf\n.endm\nf", "SIM218", "macros and repetitions are nested 200 deep")]
    [TestCase(".err", "SIM214", "the text reports an error here")]
    [TestCase(".macro f n\n.error \"n is \\n\"\n.endm\nf 3", "SIM214", "the text reports an error here: n is 3")]
    [TestCase(".fail 499", "SIM214", "the text reports an error here: 499")]
    [TestCase(".abort", "SIM214", "the text reports an error here")]
    [TestCase("nop; .byte 1, 2; .balignl 16, 1", "SIM204", "padding of 10 bytes is not a multiple of the 4 bytes of '.balignl'")]
    [TestCase(".float 1e39", "SIM204", "'1e39' does not fit into the 4 bytes of '.float'")]
    [TestCase(".double 1..5", "SIM202", "'1..5' is not a decimal floating-point number")]
    [TestCase(".incbin \"x.bin\"", "SIM201", "'.incbin' is left out: data of another file; write them as .byte or .word")]
    [TestCase(".struct 0", "SIM201", "'.struct' is left out: a section of offsets without data; write them as .set")]
    [TestCase(".reloc 0, R_AARCH64_NONE", "SIM201", "'.reloc' is left out: relocations by number; name the symbol in the instruction")]
    [TestCase(".altmacro\n.macro f n\nmov x0, #n\n.endm\nf %nowhere", "SIM206", "unknown constant 'nowhere'")]
    [TestCase(".if 1\n.elsif 0\n.endif", "SIM201", "unknown directive '.elsif'")]
    [TestCase(".if 0\n.ifx 0\n.endif\n.endif", "SIM201", "unknown directive '.ifx'")]
    [TestCase(".if 1\n.else\n.elseif 1\n.endif", "SIM211", "'.elseif' after '.else'")]
    [TestCase(".popsection", "SIM211", "'.popsection' without '.pushsection' before it")]
    [TestCase("#define X 1\nnop", "SIM217", "'#define' is for the C preprocessor, which Sim is not")]
    [TestCase(".include \"other.s\"", "SIM219", "cannot include 'other.s': there is no such text beside this one")]
    [TestCase("adrp x0, :got:symbol", "SIM205", "relocation 'got' needs a table of addresses (GOT), which kernel code does not have")]
    [TestCase("ldr x0, [x0, :got_lo12:symbol]", "SIM205", "relocation 'got_lo12' needs a table of addresses (GOT), which kernel code does not have")]
    [TestCase(".equ a, 1; .equiv a, 2", "SIM209", "'a' is defined already")]
    [TestCase("fadd d0, d1, d2", "SIM200", "'fadd' is left out: SIMD and floating-point arithmetic")]
    [TestCase("drps", "SIM200", "'drps' is left out: debug state")]
    [TestCase("cpyfpwt [x0]!, [x1]!, x2!", "SIM200", "'cpyfpwt' is left out: memory copy and set (FEAT_MOPS)")]
    [TestCase("setgm [x0]!, x1!, x2", "SIM200", "'setgm' is left out: memory copy and set (FEAT_MOPS)")]
    [TestCase("SWPPAL x0, x1, [x2]", "SIM200", "'SWPPAL' is left out: atomics on 128 bits (FEAT_LSE128)")]
    [TestCase("rcwscaspal x0, x1, x2, x3, [x4]", "SIM200", "'rcwscaspal' is left out: read-check-write accesses (FEAT_THE)")]
    [TestCase("tlbip vae1is, x0, x1", "SIM200", "'tlbip' is left out: 128-bit system registers and operations (FEAT_D128)")]
    [TestCase("chkfeat x16", "SIM200", "'chkfeat' is left out: guarded control stacks (FEAT_GCS)")]
    [TestCase("maddpt x0, x1, x2, x3", "SIM200", "'maddpt' is left out: checked pointer arithmetic (FEAT_CPA)")]
    [TestCase("sqdmlal2 v0.4s, v1.8h, v2.8h", "SIM200", "'sqdmlal2' is left out: SIMD and floating-point arithmetic")]
    [TestCase("whilele p0.b, x0, x1", "SIM200", "'whilele' is left out: SVE and SME")]
    [TestCase("msr allint, #1", "SIM200", "this form of 'msr' is left out: non-maskable interrupts and profiling exceptions (FEAT_NMI, FEAT_EBEP)")]
    [TestCase("tlbi rpaos, x0", "SIM200", "this form of 'tlbi' is left out: EL3, realms and memory encryption, which the machine does not have")]
    [TestCase("tlbi vae3is, x0", "SIM200", "this form of 'tlbi' is left out: EL3, realms and memory encryption, which the machine does not have")]
    [TestCase("at s1e1a, x0", "SIM200", "this form of 'at' is left out: translation without a check of permissions (FEAT_ATS1A)")]
    [TestCase("dc civapa, x0", "SIM200", "this form of 'dc' is left out: EL3, realms and memory encryption, which the machine does not have")]
    [TestCase("ldapr x0, [x1], #8", "SIM200", "this form of 'ldapr' is left out: ordered accesses with write-back (FEAT_LRCPC3)")]
    [TestCase("stlr w0, [x1, #-4]!", "SIM200", "this form of 'stlr' is left out: ordered accesses with write-back (FEAT_LRCPC3)")]
    [TestCase("add v0.4s, v1.4s, v2.4s", "SIM203",
        "'v0.4s': a SIMD or floating-point register cannot be used here; they can be loaded, stored and moved, arithmetic on them is left out")]
    [TestCase("stp q0, d1, [sp]", "SIM203", "'d1': a register q0 to q31 is needed here")]
    [TestCase("ldp q3, q3, [sp]", "SIM213", "'q3' is loaded twice by one instruction: which value remains is unpredictable")]
    [TestCase("foo .req x99", "SIM203", "unknown register 'x99'; known are x0 to x30, w0 to w30, sp, wsp, xzr, wzr, lr, fp, ip0 and ip1")]
    public void A_mistake_is_named(string text, string code, string message)
    {
        var mistake = Assembling.Mistakes(text)[0];

        Assert.That((mistake.Code, mistake.Message), Is.EqualTo((code, message)));
    }

    [Test]
    public void Sections_that_are_loaded_come_after_the_code_and_others_are_left_out()
    {
        var file = Assembling.File(".data; d: .quad 7; .section .debug_info; .quad 1; .text; ldr x0, d; nop; .section .rodata; r: .byte 1");

        Assert.That((file.Labels["d"], file.Labels["r"], file.SizeBytes), Is.EqualTo((8L, 16L, 17L)));
        Assert.That(file.Items.Select(item => item.OffsetBytes), Is.EqualTo(new[] { 0L, 4, 8, 16 }));
    }

    [Test]
    public void A_section_that_is_left_out_may_have_what_it_likes()
    {
        var file = Assembling.File("nop; .section .debug_loc,\"\",@progbits; .uleb128 .Lend - .Lstart; .Lstart: .4byte nowhere; .2byte 0x12345; .Lend: anything, at all; .text; ret");

        Assert.That(file.Items.Select(item => item.Text), Is.EqualTo(new[] { "nop", "ret" }));
    }

    [Test]
    public void Common_symbols_are_zeros_after_the_code()
    {
        var file = Assembling.File("nop; .local tab; .comm tab, 20, 16; .lcomm other, 4; ldr x0, =tab");

        Assert.That((file.Labels["tab"], file.Labels["other"], file.AlignmentBytes), Is.EqualTo((16L, 40L, 16)));
    }

    [Test]
    public void An_included_text_is_read_in_its_place()
    {
        var source = new SourceText("a.s", "nop\n.include \"b.s\"\nret") { Open = path => path == "b.s" ? new SourceText("b.s", "isb") : null };

        var file = Assembler.Assemble(source, new Dictionary<string, long>(), [])!;

        Assert.That(file.Items.Select(item => (item.At.File, item.Text)), Is.EqualTo(new[] { ("a.s", "nop"), ("b.s", "isb"), ("a.s", "ret") }));
    }

    static IEnumerable<string> Words(ObjectFile file)
    {
        var bag = new DiagnosticBag();
        Linker.Link([(file, Address)], new Dictionary<string, ulong>(), bag);
        Assert.That(bag, Is.Empty);
        var bytes = new byte[file.SizeBytes];
        foreach (var item in file.Items)
        {
            var word = item.Word is { } unlinked ? Linked(file, item, unlinked) : 0;
            if (item.Data is { } data)
                data.CopyTo(bytes, item.OffsetBytes);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((int)item.OffsetBytes), word);
        }

        return bytes.Chunk(4).Select(word => $"{BinaryPrimitives.ReadUInt32LittleEndian(word):x8}");
    }

    // The word that decodes to what linking made of it.
    static uint Linked(ObjectFile file, CodeItem item, uint word)
    {
        if (item.Fixup is null)
            return word;
        var code = Linker.Link([(file, Address)], new Dictionary<string, ulong>(), [])!;
        var address = Address + (ulong)item.OffsetBytes;
        Assert.That(Encoder.TryEncode(Assembling.At(code, address), address, out var linked), Is.True);
        return linked;
    }
}
