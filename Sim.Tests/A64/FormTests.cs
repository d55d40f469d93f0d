using Sim.Core.A64;

namespace Sim.Tests.A64;

public sealed class FormTests
{
    static readonly TestCaseData[] Forms =
    [
        Form("add x0, x1, #4095, lsl #12", new() { Opcode = Opcode.Add, Rd = 0, Rn = 1, Immediate = 0xfff000 }),
        Form("sub sp, sp, #64", new() { Opcode = Opcode.Sub, Rd = Register.Stack, Rn = Register.Stack, Immediate = 64 }),
        Form("adds w0, w1, w2, asr #31",
            new() { Opcode = Opcode.Adds, Rd = 0, Rn = 1, Rm = 2, Is64 = false, Operand2 = Operand2.Asr, Amount = 31 }),
        Form("add x0, sp, w2, uxtw #3",
            new() { Opcode = Opcode.Add, Rd = 0, Rn = Register.Stack, Rm = 2, Operand2 = Operand2.Uxtw, Amount = 3 }),
        Form("add xzr, x1, xzr", new() { Opcode = Opcode.Add, Rd = Register.Discard, Rn = 1, Rm = Register.Zero, Operand2 = Operand2.Lsl }),
        Form("orr w3, w4, #0x80000001", new() { Opcode = Opcode.Orr, Rd = 3, Rn = 4, Is64 = false, Immediate = 0x80000001 }),
        Form("and sp, x0, #-16", new() { Opcode = Opcode.And, Rd = Register.Stack, Rn = 0, Immediate = -16 }),
        Form("movk x1, #0x1234, lsl #48", new() { Opcode = Opcode.MoveWideKeep, Rd = 1, Rn = 1, Immediate = 0x1234L << 48, Amount = 48 }),
        Form("bfm x1, x2, #3, #4", new() { Opcode = Opcode.Bfm, Rd = 1, Rn = 2, Ra = 1, Amount = 3, Immediate = 4 }),
        Form("madd w0, w1, w2, w3", new() { Opcode = Opcode.Madd, Rd = 0, Rn = 1, Rm = 2, Ra = 3, Is64 = false }),
        Form("ctz w3, w4", new() { Opcode = Opcode.Ctz, Rd = 3, Rn = 4, Is64 = false }),
        Form("cnt x3, x4", new() { Opcode = Opcode.CountOnes, Rd = 3, Rn = 4 }),
        Form("abs x3, x4", new() { Opcode = Opcode.Abs, Rd = 3, Rn = 4 }),
        Form("smax x3, x4, #-128", new() { Opcode = Opcode.Smax, Rd = 3, Rn = 4, Immediate = -128 }),
        Form("smin w3, w4, w5", new() { Opcode = Opcode.Smin, Rd = 3, Rn = 4, Rm = 5, Is64 = false, Operand2 = Operand2.Lsl }),
        Form("umax x3, x4, #255", new() { Opcode = Opcode.Umax, Rd = 3, Rn = 4, Immediate = 255 }),
        Form("umin w3, w4, #0", new() { Opcode = Opcode.Umin, Rd = 3, Rn = 4, Is64 = false }),
        Form("ldapursh w1, [x2, #-7]",
            new() { Opcode = Opcode.LdaprSigned, Rd = 1, Rn = 2, Is64 = false, AccessBytes = 2, Immediate = -7, Ordering = Ordering.Acquire }),
        Form("ccmp x1, #31, #4, ne", new() { Opcode = Opcode.Ccmp, Rn = 1, Immediate = 31, Amount = 4, Condition = Condition.Ne }),
        Form("ccmn w1, w2, #0, al", new() { Opcode = Opcode.Ccmn, Rn = 1, Rm = 2, Is64 = false, Operand2 = Operand2.Lsl }),
        Form("ldr x1, [x2, #OPS_FUNC]", new() { Opcode = Opcode.Ldr, Rd = 1, Rn = 2, AccessBytes = 8, Immediate = 8 }),
        Form("ldr xzr, [x2]", new() { Opcode = Opcode.Ldr, Rd = Register.Discard, Rn = 2, AccessBytes = 8 }),
        Form("str xzr, [sp, #-16]!",
            new() { Opcode = Opcode.Str, Rd = Register.Zero, Rn = Register.Stack, AccessBytes = 8, Immediate = -16,
            Addressing = Addressing.PreIndex }),
        Form("ldrsb w1, [x2], #1",
            new() { Opcode = Opcode.Ldrs, Rd = 1, Rn = 2, Is64 = false, AccessBytes = 1, Immediate = 1,
            Addressing = Addressing.PostIndex }),
        Form("ldrh w1, [x2, w3, sxtw #1]",
            new() { Opcode = Opcode.Ldr, Rd = 1, Rn = 2, Rm = 3, Is64 = false, AccessBytes = 2, Operand2 = Operand2.Sxtw, Amount = 1,
            Addressing = Addressing.RegisterOffset }),
        Form("ldp x1, xzr, [x2, #-512]",
            new() { Opcode = Opcode.Ldp, Rd = 1, Ra = Register.Discard, Rn = 2, AccessBytes = 8, Immediate = -512 }),
        Form("stp w1, wzr, [x2], #252",
            new() { Opcode = Opcode.Stp, Rd = 1, Ra = Register.Zero, Rn = 2, Is64 = false, AccessBytes = 4, Immediate = 252,
            Addressing = Addressing.PostIndex }),
        Form("ldpsw x1, x2, [sp]", new() { Opcode = Opcode.Ldpsw, Rd = 1, Ra = 2, Rn = Register.Stack, AccessBytes = 4 }),
        Form("prfm pldl1strm, [x1, #16]", new() { Opcode = Opcode.Prfm, Rn = 1, Immediate = 16 }),
        Form("ldarb w1, [x2]", new() { Opcode = Opcode.Ldar, Rd = 1, Rn = 2, Is64 = false, AccessBytes = 1, Ordering = Ordering.Acquire }),
        Form("stlr x1, [x2]", new() { Opcode = Opcode.Stlr, Rd = 1, Rn = 2, AccessBytes = 8, Ordering = Ordering.Release }),
        Form("stlxrh w1, w2, [x3]",
            new() { Opcode = Opcode.Stlxr, Rd = 1, Ra = 2, Rn = 3, Is64 = false, AccessBytes = 2, Ordering = Ordering.Release }),
        Form("ldaxp x1, xzr, [x3]",
            new() { Opcode = Opcode.Ldaxp, Rd = 1, Ra = Register.Discard, Rn = 3, AccessBytes = 8, Ordering = Ordering.Acquire }),
        Form("stxp w1, w2, wzr, [x3]",
            new() { Opcode = Opcode.Stxp, Rd = 1, Ra = 2, Rm = Register.Zero, Rn = 3, Is64 = false, AccessBytes = 4 }),
        Form("caspl x30, xzr, x2, x3, [sp]",
            new() { Opcode = Opcode.Casp, Rm = 30, Rd = 30, Ra = 2, Rn = Register.Stack, AccessBytes = 8, Ordering = Ordering.Release }),
        Form("ldaddal x1, x2, [x3]",
            new() { Opcode = Opcode.Ldadd, Rm = 1, Rd = 2, Rn = 3, AccessBytes = 8, Ordering = Ordering.Acquire | Ordering.Release }),
        Form("casa w1, w2, [sp]",
            new() { Opcode = Opcode.Cas, Rm = 1, Rd = 1, Ra = 2, Rn = Register.Stack, Is64 = false, AccessBytes = 4,
            Ordering = Ordering.Acquire }),
        Form("cas xzr, x2, [x3]",
            new() { Opcode = Opcode.Cas, Rm = Register.Zero, Rd = Register.Discard, Ra = 2, Rn = 3, AccessBytes = 8 }),
        Form("bl absolute", new() { Opcode = Opcode.Bl, Rd = Register.Link, Immediate = 0x40000 }),
        Form("tbnz w1, #31, absolute + 8", new() { Opcode = Opcode.Tbnz, Rn = 1, Is64 = false, Amount = 31, Immediate = 0x40008 }),
        Form("blr x3", new() { Opcode = Opcode.Blr, Rd = Register.Link, Rn = 3 }),
        Form("ret x9", new() { Opcode = Opcode.Ret, Rn = 9 }),
        Form("bti jc", new() { Opcode = Opcode.Bti, Immediate = 38 }),
        Form("autiasp", new() { Opcode = Opcode.Autiasp, Rd = Register.Link, Rn = Register.Link, Rm = Register.Stack, Immediate = 29 }),
        Form("psb csync", new() { Opcode = Opcode.Hint, Immediate = 17 }),
        Form("dmb ishld", new() { Opcode = Opcode.Dmb, Immediate = 9 }),
        Form("mrs x1, tpidr_el1", new() { Opcode = Opcode.Mrs, Rd = 1, Immediate = (long)SystemRegister.TpidrEl1 }),
        Form("mrs x1, nzcv", new() { Opcode = Opcode.Mrs, Rd = 1, Rn = Register.Flags, Immediate = (long)SystemRegister.Nzcv }),
        Form("msr nzcv, x1", new() { Opcode = Opcode.Msr, Rd = Register.Flags, Rn = 1, Immediate = (long)SystemRegister.Nzcv }),
        Form("msr daifset, #2", new() { Opcode = Opcode.MsrSet, Amount = 2, Immediate = (long)SystemRegister.Daif }),
        Form("dc cvau, x2", new() { Opcode = Opcode.DcClean, Rn = 2 }),
        Form("ic ivau, x3", new() { Opcode = Opcode.IcIvau, Rn = 3 }),
        Form("tlbi vaale1is, x0", new() { Opcode = Opcode.TlbiPage, Rn = 0 }),
        Form("mrs x5, ctr_el0", new() { Opcode = Opcode.Mrs, Rd = 5, Immediate = (long)SystemRegister.CtrEl0 }),
        Form("brk #0x800", new() { Opcode = Opcode.Brk, Immediate = 0x800 }),
        Form("nop", new()),
    ];

    [TestCaseSource(nameof(Forms))]
    public void A_form_decodes_to_its_fields(string text, Instruction expected) => Assert.That(Assembling.One(text), Is.EqualTo(expected));

    static readonly string[] Mnemonics =
    [
        "adc x0, x1, x2", "clz x0, x1", "cls w0, w1", "rbit x0, x1", "rev x0, x1", "rev16 w0, w1", "rev32 x0, x1", "smulh x0, x1, x2",
        "smsubl x0, w1, w2, x3", "sdiv w0, w1, w2", "csinv x0, x1, x2, vs", "ldurb w0, [x1, #-1]", "sturh w0, [x1, #3]", "ldursw x0, [x1]",
        "prfum pstl2keep, [x0, #-8]", "ldaprh w0, [x1]", "swpalb w0, w1, [x2]", "ldsmaxl x0, x1, [x2]", "stset w0, [x1]",
        "cash w0, w1, [x2]",
        "wfe", "wfi", "sev", "sevl", "yield", "csdb", "esb", "xpaclri", "paciaz", "autibz", "bti", "dsb sy", "msr sp_el0, x0",
        "mrs x0, cntvct_el0",
        "msr daifclr, #0xf", "ldr x0, [x1, #32760]", "ldr w0, [x1, #16380]", "strb w0, [x1, #4095]", "b.al absolute", "bnv absolute",
        "cbz w0, absolute",
    ];

    [TestCaseSource(nameof(Mnemonics))]
    public void The_subset_contains(string text) => Assert.That(Assembling.Mistakes(text), Is.Empty);

    static TestCaseData Form(string text, Instruction expected) => new TestCaseData(text, expected).SetArgDisplayNames(text);
}
