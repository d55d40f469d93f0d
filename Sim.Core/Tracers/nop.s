// tracer_nop: a tracer that returns at once. In a module, built like the tracees: it has a callsite of its own, never enabled.
//
// In       x0 ip, x1 parent ip, x2 ops, x3 registers of the tracee. Returns nothing.
// Constants PAC_IN_LEAVES, BTI, CALL_OPS_LITERAL, MCOUNT_ENTRY; NOTRACE: it has no callsite of its own.
//
// Instructions (debian-kernel-icount): 5 with PAC_IN_LEAVES: alu 1, ret 1, hint 3; else 3: alu 1, ret 1, hint 1.
// One more (hint) with BTI. With MCOUNT_ENTRY 6: alu 2, load_pair 1, store_pair 1, ret 1, hint 1 (not measured).

        .region tracer

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif

        .global tracer_nop
tracer_nop:
        .ifdef NOTRACE
        ret
        .else
        .ifdef MCOUNT_ENTRY
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp
        mov     x0, x30                         // for _mcount
        nop                                     // its own callsite
        ldp     x29, x30, [sp], #16
        ret
        .else
        .ifdef BTI
        bti     c                               // called through ops->func
        .endif
        mov     x9, x30                         // for ftrace_caller
        nop                                     // its own callsite
        .ifdef PAC_IN_LEAVES
        paciasp
        autiasp
        .endif
        ret
        .endif
        .endif
