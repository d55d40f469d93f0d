// function_trace_call and tracing_gen_ctx_irq_test: where the function tracer is called, and in which context that was.
// Kernels 5.18 to 6.12, gcc 12 at -O2, PREEMPT_VOLUNTARY. RING_BUFFER_6_12 chooses the 6.12.95 build, else it is the 6.1.176 build.
// kernel/trace is built without tracing: none of these functions has a callsite.
//
// function_trace_call: leave if the trace is off or this context is inside a tracer already; else note the context and write an event.
// In       x0 ip (the callsite), x1 parent ip, x2 ops, x3 registers of the tracee (unused).
// Symbols  cpu_number (per-CPU), __per_cpu_offset (array by CPU); trace_function.
// Constants OPS_PRIVATE, TR_*, TASK_*.
// Instructions, calls left out: 62 in 6.1, 59 in 6.12 (debian-kernel-icount).
//
// tracing_gen_ctx_irq_test: flags, depth of preempt_count and of migrate_disable, packed as an event has them.
// In       w0 the flags that the caller knows (bit 0: interrupts off).
// Out      w0: flags in bits 16 to 23, migration depth in 4 to 7, preemption depth in 0 to 3, each at most 15. Writes x1 to x4.
// Instructions: 36 with PAC_IN_LEAVES, else 34 (debian-kernel-icount).

        .region tracer

        // Bits of task_struct.trace_recursion that guard function tracers: 0 NMI, 1 IRQ, 2 softirq, 3 normal context, 4 transition.
        .set    NORMAL_BIT, 3
        .set    TRANSITION_BIT, 4

        // Fields of preempt_count.
        .set    NMI_MASK, 0xf00000
        .set    HARDIRQ_MASK, 0x0f0000
        .set    NMI_HARDIRQ_MASK, 0xff0000
        .set    SERVING_SOFTIRQ, 0x100
        .set    SOFTIRQS_DISABLED, 0xfe00
        .set    PREEMPT_MASK, 0xff

        .set    DAIF_IRQ_BIT, 7
        .set    TIF_NEED_RESCHED, 2

        // Flags of an event.
        .set    NEED_RESCHED, 0x04
        .set    HARDIRQ, 0x08
        .set    SOFTIRQ, 0x10
        .set    PREEMPT_RESCHED, 0x20
        .set    NMI, 0x40
        .set    BH_OFF, 0x80

        .global function_trace_call
function_trace_call:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-48]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]

        // The trace that this ops belongs to. Is it on?
        ldr     x19, [x2, #OPS_PRIVATE]
        mov     x20, x0                         // ip
        mov     x21, x1                         // parent ip
        ldr     w3, [x19, #TR_FUNCTION_ENABLED]
        cbz     w3, leave

        // Recursion guard: the task's bits, and from preempt_count how deep in interrupts we are (0 normal to 3 NMI).
        mrs     x0, sp_el0                      // current
        ldr     x4, [x0, #TASK_TRACE_RECURSION]
        .ifdef RING_BUFFER_6_12
        ldr     w1, [x0, #TASK_PREEMPT_COUNT]
        .else
        mrs     x1, sp_el0                      // this compiler's code asks for current again
        ldr     w1, [x1, #TASK_PREEMPT_COUNT]
        .endif
        tst     w1, #NMI_MASK
        cset    w2, ne
        tst     w1, #NMI_HARDIRQ_MASK
        cinc    w2, w2, ne
        mov     w3, #SERVING_SOFTIRQ            // no immediate of TST: in two steps
        movk    w3, #NMI_HARDIRQ_MASK >> 16, lsl #16
        tst     w1, w3
        cinc    w2, w2, ne

        // This context's bit must be clear: test and set it.
        mov     w22, #NORMAL_BIT
        sub     w22, w22, w2
        mov     w1, #1
        lsl     w1, w1, w22
        tst     w1, w4
        b.ne    recursed
set_bit:
        orr     w4, w4, w1
        str     x4, [x0, #TASK_TRACE_RECURSION]

        // The context of the event: are interrupts off, and what preempt_count says.
        nop                                     // patched into a branch where interrupts are masked by priority
        mrs     x0, daif
        .ifdef RING_BUFFER_6_12
        ubfx    w0, w0, #DAIF_IRQ_BIT, #1
        .else
        and     w0, w0, #1 << DAIF_IRQ_BIT      // to a truth value, in three steps
        cmp     w0, #0
        cset    w0, ne
        .endif
        bl      tracing_gen_ctx_irq_test
        mov     w3, w0

        // This CPU's data of the trace: may it record here?
        mrs     x1, tpidr_el1
        adrp    x0, cpu_number
        add     x0, x0, #:lo12:cpu_number
        ldr     w1, [x0, x1]
        adrp    x2, __per_cpu_offset
        add     x2, x2, #:lo12:__per_cpu_offset
        ldr     x2, [x2, w1, sxtw #3]
        ldr     x1, [x19, #TR_DATA]
        ldr     w0, [x1, x2]                    // trace_array_cpu.disabled, its first field
        cbnz    w0, unlock

        mov     x2, x21
        mov     x1, x20
        mov     x0, x19
        bl      trace_function

        // Clear the guard's bit.
unlock:
        mrs     x0, sp_el0
        mov     x1, #1
        lsl     x1, x1, x22
        ldr     x2, [x0, #TASK_TRACE_RECURSION]
        bic     x1, x2, x1
        str     x1, [x0, #TASK_TRACE_RECURSION]

leave:
        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldp     x29, x30, [sp], #48
        .ifdef PAC
        autiasp
        .endif
        ret

        // The bit is set already: once more is allowed, by the transition bit, then it is recursion.
recursed:
        tbnz    w4, #TRANSITION_BIT, leave
        mov     w1, #1 << TRANSITION_BIT
        mov     w22, #TRANSITION_BIT
        b       set_bit

        .global tracing_gen_ctx_irq_test
tracing_gen_ctx_irq_test:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        mrs     x1, sp_el0
        ldr     w2, [x1, #TASK_PREEMPT_COUNT]

        // In which context: NMI, interrupt, softirq; and are softirqs disabled?
        tst     w2, #NMI_MASK
        orr     w3, w0, #NMI
        csel    w0, w3, w0, ne
        tst     w2, #HARDIRQ_MASK
        orr     w3, w0, #HARDIRQ
        csel    w0, w3, w0, ne
        tst     w2, #SERVING_SOFTIRQ
        orr     w3, w0, #SOFTIRQ
        csel    w0, w3, w0, ne
        tst     w2, #SOFTIRQS_DISABLED
        orr     w3, w0, #BH_OFF
        csel    w0, w3, w0, ne

        // Does the scheduler wait for this task? The thread's flag, and the copy beside preempt_count, which is 0 if it does.
        mrs     x1, sp_el0
        ldr     x4, [x1, #TASK_FLAGS]
        tst     x4, #TIF_NEED_RESCHED
        orr     w3, w0, #NEED_RESCHED
        csel    w0, w3, w0, ne
        ldr     w3, [x1, #TASK_NO_RESCHED]
        cmp     w3, #0
        orr     w4, w0, #PREEMPT_RESCHED
        csel    w0, w4, w0, eq

        // Both depths, at most 15 each, and all together.
        and     w2, w2, #PREEMPT_MASK
        mov     w3, #15
        cmp     w2, w3
        csel    w2, w2, w3, ls
        mrs     x1, sp_el0
        ldrh    w4, [x1, #TASK_MIGRATION_DISABLED]
        cmp     w4, w3
        csel    w4, w4, w3, ls
        orr     w2, w2, w4, lsl #4
        orr     w0, w2, w0, lsl #16
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
