using Sim.Core.A64;
using Sim.Core.Machine;

namespace Sim.Tests.Machine;

public sealed class PointerAuthenticationTests
{
    const ulong AllKeys = 1UL << 31 | 1UL << 30 | 1UL << 27 | 1UL << 13;
    static readonly SystemRegister[] Keys =
    [
        SystemRegister.ApiakeyloEl1, SystemRegister.ApiakeyhiEl1, SystemRegister.ApibkeyloEl1, SystemRegister.ApibkeyhiEl1, SystemRegister.ApdakeyloEl1,
        SystemRegister.ApdakeyhiEl1, SystemRegister.ApdbkeyloEl1, SystemRegister.ApdbkeyhiEl1, SystemRegister.ApgakeyloEl1, SystemRegister.ApgakeyhiEl1,
    ];

    const ulong Kernel = 0xffff_8000_1234_5678;
    const ulong User = 0x0000_7fff_1234_5678;

    // T0SZ, T1SZ; TBI0, TBI1; TBID0, TBID1.
    const ulong Bits39 = 25 | 25UL << 16;
    const ulong TopIgnored = 3UL << 37;
    const ulong TopIgnoredInData = TopIgnored | 3UL << 51;

    [TestCase("pacia x0, x1; mov x2, x0; autia x0, x1")]
    [TestCase("pacib x0, x1; mov x2, x0; autib x0, x1")]
    [TestCase("pacda x0, sp; mov x2, x0; autda x0, sp")]
    [TestCase("pacdzb x0; mov x2, x0; autdzb x0")]
    [TestCase("mov x30, x0; paciasp; mov x2, x30; autiasp; mov x0, x30")]
    [TestCase("mov x17, x0; mov x16, #5; pacib1716; mov x2, x17; autib1716; mov x0, x17")]
    public void What_is_signed_authenticates_to_what_it_was(string text)
    {
        foreach (var pointer in (ulong[])[Kernel, User])
        {
            var guest = Signing(text, pointer).Run();

            Assert.That(guest.X[0], Is.EqualTo(pointer));
            Assert.That(guest.X[2], Is.Not.EqualTo(pointer));
            Assert.That(guest.X[2] & 0x0080_ffff_ffff_ffff, Is.EqualTo(pointer & 0x0080_ffff_ffff_ffff), "bit 55 and the address stay");
        }
    }

    [TestCase("pacia x0, x1; pacia x0, x1", Kernel)]
    [TestCase("pacia x0, x1; xpaci x0", Kernel)]
    [TestCase("pacda x0, x1; xpacd x0", User)]
    [TestCase("mov x30, x0; paciasp; xpaclri; mov x0, x30", User)]
    public void Signing_twice_or_stripping_gives_the_pointer_back(string text, ulong pointer) =>
        Assert.That(Signing(text, pointer).Run().X[0], Is.EqualTo(pointer));

    [Test]
    public void The_code_depends_on_pointer_modifier_and_every_bit_of_the_key()
    {
        var codes = new HashSet<ulong> { Code(Kernel, 7, (SystemRegister.Daif, 0)), Code(Kernel + 4, 7, (SystemRegister.Daif, 0)), Code(Kernel, 8, (SystemRegister.Daif, 0)) };
        for (var half = 0; half < 2; half++)
        {
            for (var bit = 0; bit < 64; bit++)
                codes.Add(Code(Kernel, 7, (Keys[half], 1UL << bit)));
        }

        // Fifteen bits: two of 131 may agree by chance, hardly more.
        Assert.That(codes, Has.Count.GreaterThan(128));

        static ulong Code(ulong pointer, ulong modifier, (SystemRegister Register, ulong Value) key)
        {
            var guest = Signing("pacia x0, x1", pointer);
            guest.X[1] = modifier;
            guest.State.System[key.Register] ^= key.Value;
            return guest.Run().X[0] >> 48;
        }
    }

    [TestCase("pacia x0, x1; add x1, x1, #16; autia x0, x1", "IA", 2)]
    [TestCase("pacia x0, x1; autib x0, x1", "IB", 1)]
    [TestCase("pacda x0, x1; eor x0, x0, #8; autda x0, x1", "DA", 2)]
    [TestCase("autdzb x0", "DB", 0)]
    [TestCase("mov x30, x0; paciasp; sub sp, sp, #16; autiasp", "IA", 3)]
    [TestCase("mov x30, x0; paciasp; sub sp, sp, #16; retaa", "IA", 3)]
    [TestCase("pacia x0, x1; brab x0, x1", "IB", 1)]
    [TestCase("blraaz x0", "IA", 0)]
    [TestCase("pacdza x0; ldrab x2, [x0]", "DB", 1)]
    public void A_wrong_authentication_faults_with_address_pointer_key_and_modifier(string text, string key, int index)
    {
        var guest = Signing(text, Guest.Data);
        var fault = Assert.Throws<GuestFault>(() => guest.Run());

        Assert.That(fault!.Message, Does.StartWith($"pointer authentication at 0x{Guest.Code + 4 * (ulong)index:x}: 0x"));
        Assert.That(fault.Message, Does.Contain($" is not signed with key {key} and modifier 0x"));
    }

    [Test]
    public void A_key_that_is_off_leaves_pointers_as_they_are()
    {
        var guest = Signing("pacia x0, x1; autib x0, x1; mov x30, x0; paciasp; autibsp; add x2, x1, #1; pacga x3, x0, x1", Kernel);
        guest.State.System[SystemRegister.SctlrEl1] = 0;
        guest.Run();

        Assert.That((guest.X[0], guest.X[30], guest.X[3] != 0), Is.EqualTo((Kernel, Kernel, true)));
    }

    // AddPAC of a pointer whose upper bits differ keeps the difference, so that Auth fails.
    [Test]
    public void A_signed_pointer_that_is_no_address_never_authenticates() =>
        Assert.Throws<GuestFault>(() => Signing("pacia x0, x1; autia x0, x1", Kernel ^ 1UL << 50).Run());

    // CalculateBottomPACBit and EffectiveTBI: where the code may be, by TCR_EL1; bit 55 is never in it.
    [TestCase("pacia", 0UL, Kernel, 0xff7f_0000_0000_0000UL)]
    [TestCase("pacia", Bits39, 0xffff_ff80_1234_5678UL, 0xff7f_ff80_0000_0000UL)]
    [TestCase("pacia", TopIgnored, Kernel, 0x007f_0000_0000_0000UL)]
    [TestCase("pacia", TopIgnoredInData, Kernel, 0xff7f_0000_0000_0000UL)]
    [TestCase("pacda", TopIgnoredInData, User, 0x007f_0000_0000_0000UL)]
    [TestCase("pacda", 16UL | 12UL << 16, 0xfff8_0000_1234_5678UL, 0xff70_0000_0000_0000UL)]
    public void The_code_is_where_the_translation_control_says(string mnemonic, ulong control, ulong pointer, ulong where)
    {
        var changed = 0UL;
        for (var modifier = 0UL; modifier < 64; modifier++)
        {
            var guest = Signing($"{mnemonic} x0, x1", pointer);
            guest.X[1] = modifier;
            guest.State.System[SystemRegister.TcrEl1] = control;
            changed |= guest.Run().X[0] ^ pointer;
        }

        Assert.That(changed, Is.EqualTo(where));
    }

    [Test]
    public void Branches_and_loads_use_the_authenticated_address()
    {
        var guest = Signing("""
            adr x3, 1f; mov x30, x3; paciasp; retaa
            brk #1
            1: adr x4, 2f; pacib x4, sp; blrab x4, sp
            brk #2
            2: adr x5, 3f; paciza x5; braaz x5
            brk #3
            3: pacda x0, x1; mov x1, #0; pacdza x6; ldraa x7, [x6, #-8]!
            """, Kernel);
        guest.X[6] = Guest.Data + 8;
        guest.Memory.Write(Guest.Data, 42, 8);
        guest.Run();

        Assert.That((guest.X[6], guest.X[7], guest.X[30]), Is.EqualTo((Guest.Data, 42UL, Guest.Code + 4 * 8)));
    }

    // AArch64.PACFailException: EC 0x1c, IL, and in ISS whether it is a data key and whether it is key B.
    [TestCase("autiza x0", 0x7200_0000UL), TestCase("autizb x0", 0x7200_0001UL), TestCase("autdza x0", 0x7200_0002UL)]
    [TestCase("autdzb x0", 0x7200_0003UL), TestCase("braaz x0", 0x7200_0000UL), TestCase("ldrab x1, [x0]", 0x7200_0003UL)]
    public void With_vectors_a_wrong_authentication_is_an_exception(string text, ulong syndrome)
    {
        var guest = Signing($"adr x9, vectors; msr vbar_el1, x9; {text}; brk #1; .balign 2048; vectors: .skip 0x200; mrs x2, esr_el1; mrs x3, elr_el1", Kernel).Run();

        Assert.That((guest.X[2], guest.X[3], guest.X[0]), Is.EqualTo((syndrome, Guest.Code + 8, Kernel)));
    }

    [TestCase("pacia x0, sp; msr elr_el1, x0; eretaa", true), TestCase("pacib x0, sp; msr elr_el1, x0; eretab", true)]
    [TestCase("pacib x0, sp; msr elr_el1, x0; eretaa", false)]
    public void An_exception_return_authenticates_its_address(string text, bool isRight)
    {
        var guest = Signing($"mov x2, #0x3c5; msr spsr_el1, x2; adr x0, 1f; {text}; 1: nop", 0);

        if (isRight)
            Assert.That(guest.Run().State.Pc, Is.EqualTo(guest.End));
        else
            Assert.That(Assert.Throws<GuestFault>(() => guest.Run())!.Message, Does.Contain("is not signed with key IA"));
    }

    [Test]
    public void At_EL2_its_control_registers_count()
    {
        var guest = Signing("pacia x0, x1; mov x2, x0; autia x0, x1", Kernel);
        guest.State.BeginAt(Sim.Core.Machine.Cpu.ExceptionLevel.El2);
        Assert.That(guest.Run().X[2], Is.EqualTo(Kernel), "keys are off there");

        guest = Signing("pacia x0, x1; mov x2, x0; autia x0, x1", Kernel);
        guest.State.BeginAt(Sim.Core.Machine.Cpu.ExceptionLevel.El2);
        guest.State.System[SystemRegister.SctlrEl2] = AllKeys;
        Assert.That(guest.Run().X[2], Is.Not.EqualTo(Kernel));
    }

    [Test]
    public void Keys_are_written_and_read_by_name()
    {
        var guest = Guest.Run("msr apiakeylo_el1, x1; msr apgakeyhi_el1, x2; mrs x3, apiakeylo_el1; mrs x4, apgakeyhi_el1; mrs x5, apdbkeylo_el1",
            (1, 11UL), (2, 12UL));

        Assert.That(guest.X[3..6], Is.EqualTo(new[] { 11UL, 12UL, 0UL }));
    }

    static Guest Signing(string text, ulong pointer)
    {
        var guest = new Guest(text);
        (guest.X[0], guest.X[1], guest.X[Register.Stack]) = (pointer, 7, Guest.Data + 0x8000);
        guest.State.System[SystemRegister.SctlrEl1] = AllKeys;
        for (var word = 0; word < 10; word++)
            guest.State.System[Keys[word]] = 0x9e37_79b9_7f4a_7c15UL * (ulong)(word + 1);
        return guest;
    }
}
