// rcu_all_qs: has RCU asked this CPU for a quiescent state? Kernels 6.1 and 6.12, from described behaviour. It can be traced.
//
// Symbols  rcu_data_urgent_qs: a byte per CPU; set, RCU would be told.
// Constants CALL_OPS_LITERAL.
// Instructions: 15. Real kernels: 16.

        .region reschedule

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif

        .global rcu_all_qs
rcu_all_qs:
        mov     x9, x30                         // for ftrace_caller
        .global rcu_all_qs_callsite
rcu_all_qs_callsite:
        nop
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        str     x19, [sp, #16]                  // this CPU's data, kept while RCU is told

        mrs     x0, tpidr_el1                   // this CPU's copy
        adrp    x19, rcu_data_urgent_qs
        add     x19, x19, #:lo12:rcu_data_urgent_qs
        ldrb    w0, [x19, x0]
        cbnz    w0, asked

        ldr     x19, [sp, #16]
        ldp     x29, x30, [sp], #32
        .ifdef PAC
        autiasp
        .endif
        ret

asked:
        brk     #0x800                          // no grace period waits here
