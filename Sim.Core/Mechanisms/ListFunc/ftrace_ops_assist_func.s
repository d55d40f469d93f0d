// ftrace_ops_assist_func: guards the only ops of the system or of a trampoline, where that ops asks for it. Kernels 5.5 to 6.12, gcc 12 at -O2.
//
// FL_RECURSION: not called again from within itself. FL_RCU: called only where RCU is watching. The guard is the list function's, with the
// bits that it has; return addresses are signed as there.
//
// In       x0 ip, x1 parent ip, x2 ops, x3 registers of the tracee.
// Symbols  rcu_is_watching.
// Constants OPS_FUNC, OPS_FLAGS, FL_RCU_BIT, TASK_TRACE_RECURSION, TASK_PREEMPT_COUNT.
// Stack    64 bytes: x29, x30, x19 to x23.
//
// Instructions without FL_RCU, the tracer left out: 52. Not measured: the kernels' paths have no static ops with FL_RECURSION; steps and
// guard are those of the measured list function, which the same source gives.

        .region trampoline

        // Bits of task_struct.trace_recursion that guard this function, as in the list function.
        .set    NORMAL_BIT, 8
        .set    TRANSITION_BIT, 9

        // Fields of preempt_count.
        .set    NMI_MASK, 0xf00000
        .set    NMI_HARDIRQ_MASK, 0xff0000
        .set    SERVING_SOFTIRQ, 0x100

        .set    STACK_BYTES, 64

        .global ftrace_ops_assist_func
ftrace_ops_assist_func:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-STACK_BYTES]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]
        str     x23, [sp, #48]
        mov     x19, x2                         // ops
        mov     x20, x0                         // ip
        mov     x21, x1                         // parent ip
        mov     x22, x3                         // registers of the tracee

        // Recursion guard: the task's bits, and from preempt_count how deep in interrupts we are (0 normal to 3 NMI).
        mrs     x0, sp_el0
        ldr     x4, [x0, #TASK_TRACE_RECURSION]
        mrs     x1, sp_el0
        ldr     w1, [x1, #TASK_PREEMPT_COUNT]
        tst     w1, #NMI_MASK
        cset    w2, ne
        tst     w1, #NMI_HARDIRQ_MASK
        cinc    w2, w2, ne
        mov     w3, #SERVING_SOFTIRQ            // no immediate of TST: in two steps
        movk    w3, #NMI_HARDIRQ_MASK >> 16, lsl #16
        tst     w1, w3
        cinc    w2, w2, ne

        // This context's bit must be clear: test and set it.
        mov     w23, #NORMAL_BIT
        sub     w23, w23, w2
        mov     w1, #1
        lsl     w1, w1, w23
        tst     w1, w4
        b.ne    recursed
set_bit:
        orr     w4, w4, w1
        str     x4, [x0, #TASK_TRACE_RECURSION]

        // An ops that needs RCU is called only where RCU is watching.
        ldr     x0, [x19, #OPS_FLAGS]
        tbz     w0, #FL_RCU_BIT, call
        bl      rcu_is_watching
        tst     w0, #0xff
        b.eq    done

call:
        ldr     x4, [x19, #OPS_FUNC]
        mov     x0, x20
        mov     x1, x21
        mov     x2, x19
        mov     x3, x22
        blr     x4

        // Clear the guard's bit.
done:
        mrs     x0, sp_el0
        mov     w1, #1
        lsl     w1, w1, w23
        mvn     w1, w1
        sxtw    x1, w1
        ldr     x2, [x0, #TASK_TRACE_RECURSION]
        and     x1, x1, x2
        str     x1, [x0, #TASK_TRACE_RECURSION]

leave:
        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldr     x23, [sp, #48]
        ldp     x29, x30, [sp], #STACK_BYTES
        .ifdef PAC
        autiasp
        .endif
        ret

        // The bit is set already: an interrupt before preempt_count tells of it, once per context; else recursion, and no tracer is called.
recursed:
        tbnz    w4, #TRANSITION_BIT, leave
        mov     w1, #1 << TRANSITION_BIT
        mov     w23, #TRANSITION_BIT
        b       set_bit
