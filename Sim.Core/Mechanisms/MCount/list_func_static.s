// arch_ftrace_ops_list_func without DYNAMIC_FTRACE: walks the list of all ops and calls every one, for every function.
// There are no filters then: ftrace_ops_test is a constant, and with it go the pair of hash pointers and the stack protector's canary.
// As list_func_6.1.s otherwise, whose compiler and options it has; the guard is that of 5.18 and later.
//
// In       x0 ip (the callsite), x1 parent ip. Called with the list in any state, empty included.
// Symbols  ftrace_ops_list (variable: the newest ops), ftrace_list_end (the stub ops that ends the list); rcu_is_watching.
// Constants OPS_*, TASK_*, FL_STUB_BIT, FL_RCU_BIT.
// Stack    64 bytes: x29, x30, x19 to x24.
//
// Instructions, the tracers left out: fixed 42, each ops 15. Not measured: the measured list functions test filters.

        .region list_walk

        // Bits of task_struct.trace_recursion that guard this function: 5 NMI, 6 IRQ, 7 softirq, 8 normal context, 9 transition.
        .set    NORMAL_BIT, 8
        .set    TRANSITION_BIT, 9

        // Fields of preempt_count.
        .set    NMI_MASK, 0xf00000
        .set    NMI_HARDIRQ_MASK, 0xff0000
        .set    SERVING_SOFTIRQ, 0x100

        .set    STACK_BYTES, 64

        .global arch_ftrace_ops_list_func
arch_ftrace_ops_list_func:
        stp     x29, x30, [sp, #-STACK_BYTES]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]
        stp     x23, x24, [sp, #48]
        mov     x20, x0                         // ip
        mov     x21, x1                         // parent ip

        // Recursion guard: the task's bits, and from preempt_count how deep in interrupts we are (0 normal to 3 NMI).
        mrs     x0, sp_el0
        ldr     x4, [x0, #TASK_TRACE_RECURSION]
        ldr     w1, [x0, #TASK_PREEMPT_COUNT]
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

        // The newest ops.
        adrp    x0, ftrace_ops_list
        ldr     x19, [x0, #:lo12:ftrace_ops_list]
        adrp    x24, ftrace_list_end

        // Skip a stub, and an ops that needs RCU where RCU is not watching. The list's end is a stub: an empty list ends here.
each_ops:
        ldr     x0, [x19, #OPS_FLAGS]
        tbnz    w0, #FL_STUB_BIT, next_ops
        tbz     w0, #FL_RCU_BIT, call_ops
        bl      rcu_is_watching
        tst     w0, #0xff
        b.eq    next_ops

        // Call its function, checked since a null one would be fatal here.
call_ops:
        ldr     x4, [x19, #OPS_FUNC]
        cbz     x4, no_func
        mov     x0, x20
        mov     x1, x21
        mov     x2, x19
        mov     x3, #0                          // no registers of the tracee
        blr     x4

        // The next ops, unless there is none or it is the list's end.
next_ops:
        ldr     x19, [x19, #OPS_NEXT]
        add     x0, x24, #:lo12:ftrace_list_end
        cmp     x19, x0
        ccmp    x19, #0, #4, ne
        b.ne    each_ops

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
        ldp     x23, x24, [sp, #48]
        ldp     x29, x30, [sp], #STACK_BYTES
        ret

        // The bit is set already. Once per context that may be an interrupt before preempt_count tells of it: then the
        // transition bit stands in. With both set it is recursion: leave without calling anyone.
recursed:
        tbnz    w4, #TRANSITION_BIT, leave
        mov     w1, #1 << TRANSITION_BIT
        mov     w23, #TRANSITION_BIT
        b       set_bit

        // A registered ops without a function: warn, and stop walking.
no_func:
        brk     #0x800
        b       done
