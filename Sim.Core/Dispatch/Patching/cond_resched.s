// __cond_resched: does another task want this CPU? Kernels 6.1 and 6.12 with PREEMPT_VOLUNTARY, gcc 12 at -O2. It stands in the scheduler's section,
// near the end of the text, and can be traced.
//
// Out      w0 0: nobody does.
// Constants TASK_PREEMPT_COUNT; CALL_OPS_LITERAL.
// Instructions, rcu_all_qs left out: 18 in 6.1, 17 in 6.12.

        .region reschedule

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // ops literal
        .endif

        .global __cond_resched
__cond_resched:
        mov     x9, x30
        .global __cond_resched_callsite
__cond_resched_callsite:
        nop                                     // patched
        paciasp
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        str     x19, [sp, #16]
        mrs     x19, sp_el0
        ldr     x0, [x19, #TASK_PREEMPT_COUNT]  // with the word behind it, which is 0 when the scheduler wants the task
        cbz     x0, 9f
        mrs     x0, daif
        .ifdef PAC_IN_LEAVES
        and     w0, w0, #0x80                   // this compiler keeps the mask
        cbnz    w0, 9f
        .else
        tbnz    w0, #7, 9f                      // not with interrupts off
        .endif
        bl      rcu_all_qs
        ldr     x19, [sp, #16]
        mov     w0, #0
        ldp     x29, x30, [sp], #32
        autiasp
        ret
9:      brk     #0x800                          // __schedule: nobody waits here
