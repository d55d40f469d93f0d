using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Tests.Machine.Pipeline;

namespace Sim.Tests.Machine;

/// <summary>Accesses by way of a stack pointer that is no multiple of 16, with time and without.</summary>
public sealed class StackAlignmentTests
{
    const ulong Checks = 1 << 3; // SCTLR_EL1.SA

    static readonly CoreProfile?[] Cores = [null, TestCores.FourWide, TestCores.TwoWideInOrder];

    // Each leaves sp at a multiple of 8; the access after it is of a form of its own.
    static readonly string[] Misalign =
    [
        "sub sp, sp, #8", "add sp, sp, #24", "sub sp, sp, x1", "mov x2, sp; sub x2, x2, #8; mov sp, x2", "mov x2, #1; sub sp, sp, x2, lsl #3",
        "str x0, [sp], #8", "ldp x2, x3, [sp, #-8]!", "mov x2, sp; orr sp, x2, #8",
    ];

    static readonly string[] Accesses =
    [
        "ldr x2, [sp]", "str w2, [sp, #4]", "ldp x2, x3, [sp, #16]", "stp x2, x3, [sp, #-16]!", "ldrb w2, [sp]", "ldr x2, [sp, x0]", "ldr x2, [sp], #16", "ldr q0, [sp]",
        "ldxr x2, [sp]", "ldadd x0, x2, [sp]", "stlr x0, [sp]", "ld1 {v0.2d}, [sp]",
    ];

    [Test]
    public void An_access_by_way_of_it_faults([ValueSource(nameof(Cores))] CoreProfile? core, [ValueSource(nameof(Misalign))] string misalign, [ValueSource(nameof(Accesses))] string access)
    {
        // In the second turn of a loop, when all of it is decoded; the first one leaves sp alone.
        var guest = Loop(misalign, access, Checks);

        var fault = Assert.Throws<GuestFault>(() => Run(guest, core))!;

        Assert.That(fault.Message, Does.StartWith($"access by sp at 0x{guest.Image.Symbols["access"]:x}: sp is 0x").And.EndsWith("8, which is not a multiple of 16"));
        Assert.That(fault.At, Is.EqualTo(core is null ? (object?)null : guest.Image.Symbols["access"]));
    }

    [Test]
    public void It_does_not_matter_where_nothing_checks_it([ValueSource(nameof(Cores))] CoreProfile? core, [ValueSource(nameof(Accesses))] string access) =>
        Assert.That(() => Run(Loop("sub sp, sp, #8", access.Replace("ldxr x2, [sp]", "nop", StringComparison.Ordinal), 0), core), Throws.Nothing);

    [Test]
    public void Prefetches_and_arithmetic_do_not_fault([ValueSource(nameof(Cores))] CoreProfile? core, [Values("prfm pldl1keep, [sp]", "add x2, sp, #1", "cmp sp, #3", "mov x2, sp")] string access) =>
        Assert.That(() => Run(Loop("sub sp, sp, #8", access, Checks), core), Throws.Nothing);

    [Test]
    public void The_check_costs_no_cycle([ValueSource(nameof(Cores))] CoreProfile? core)
    {
        Assert.That(Run(Loop("mov x2, sp; mov sp, x2", "ldp x2, x3, [sp]", Checks), core), Is.EqualTo(Run(Loop("mov x2, sp; mov sp, x2", "ldp x2, x3, [sp]", 0), core)));
        Assert.That(Run(Loop("sub sp, sp, #8", "nop", Checks), core), Is.EqualTo(Run(Loop("sub sp, sp, #16", "nop", Checks), core)));
    }

    static long Run(Guest guest, CoreProfile? core)
    {
        var end = guest.Image.Symbols["done"];
        if (core is null)
        {
            new Stepper(guest.Memory, guest.State).RunUntil(end);
            return 0;
        }

        using var pipeline = Core.Machine.Pipeline.Pipeline.Create(core, guest.Image.Regions, guest.Memory, guest.State);
        pipeline.RunUntil(end);
        return pipeline.Now;
    }

    static Guest Loop(string misalign, string access, ulong control)
    {
        var guest = new Guest($"""
            	mov	x10, #2
            again:
            	cmp	x10, #1
            	b.ne	aligned
            	{misalign.Replace("; ", "\n\t", StringComparison.Ordinal)}
            aligned:
            	.global access
            access:	{access}
            	subs	x10, x10, #1
            	b.ne	again
            	.global done
            done:	nop
            """);
        guest.State.System[SystemRegister.SctlrEl1] = control;
        guest.X[Register.Stack] = Guest.Data + 0x1000;
        guest.X[1] = 8;
        return guest;
    }
}
