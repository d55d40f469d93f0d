// __cond_resched: does another task want this CPU? Kernels 6.1 and 6.12 with PREEMPT_VOLUNTARY, from described behaviour. It is in the
// scheduler's section, near the end of the text, and can be traced.
//
// Out      w0 0: no.
// Constants TASK_PREEMPT_COUNT; CALL_OPS_LITERAL.
// Instructions, rcu_all_qs left out: 17. Real kernels: 18 in 6.1, 17 in 6.12.

        .region reschedule

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif

        .global __cond_resched
__cond_resched:
        mov     x9, x30                         // for ftrace_caller
        .global __cond_resched_callsite
__cond_resched_callsite:
        nop
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        str     x19, [sp, #16]

        // The task's 64-bit preempt_count is 0 only if it may be preempted and, by the upper half, the scheduler waits for it.
        mrs     x0, sp_el0                      // current
        ldr     x0, [x0, #TASK_PREEMPT_COUNT]
        cmp     x0, #0
        cset    w19, eq                         // the answer
        b.eq    other_task

        // No task waits: then RCU may, for a moment without readers.
        bl      rcu_all_qs
        mov     w0, w19

        ldr     x19, [sp, #16]
        ldp     x29, x30, [sp], #32
        .ifdef PAC
        autiasp
        .endif
        ret

other_task:
        brk     #0x800                          // there is no other task here
