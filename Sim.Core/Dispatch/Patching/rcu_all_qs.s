// rcu_all_qs: has RCU asked this CPU for a quiescent state? Kernels 6.1 and 6.12, gcc 12 at -O2. It can be traced.
//
// Symbols  rcu_data_urgent_qs: a byte per CPU; set, RCU would be told.
// Constants CALL_OPS_LITERAL.
// Instructions: 16.

        .region reschedule

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // ops literal
        .endif

        .global rcu_all_qs
rcu_all_qs:
        mov     x9, x30
        .global rcu_all_qs_callsite
rcu_all_qs_callsite:
        nop                                     // patched
        paciasp
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        adrp    x20, rcu_data_urgent_qs
        add     x20, x20, #:lo12:rcu_data_urgent_qs
        add     x19, x20, #0                    // the flag is a field of rcu_data, whose address the compiler keeps too
        mrs     x0, tpidr_el1
        ldrb    w0, [x19, x0]
        cbnz    w0, 9f
        ldp     x19, x20, [sp, #16]
        ldp     x29, x30, [sp], #32
        autiasp
        ret
9:      brk     #0x800                          // rcu_qs: no grace period waits here
