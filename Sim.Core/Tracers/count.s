// tracer_count: a tracer that adds one to the 32-bit counter right after its ops. Not atomic: it counts on one CPU.
// In a module, built like the tracees: it has a callsite of its own, never enabled.
//
// In       x0 ip, x1 parent ip, x2 ops, x3 registers of the tracee. Returns nothing. Writes w0.
// Constants OPS_BYTES; PAC_IN_LEAVES, BTI, CALL_OPS_LITERAL, MCOUNT_ENTRY; NOTRACE: it has no callsite of its own.
//
// Instructions (debian-kernel-icount): 8 with PAC_IN_LEAVES: alu 2, load 1, store 1, ret 1, hint 3;
// else 6: alu 2, load 1, store 1, ret 1, hint 1. One more (hint) with BTI.
// With NOTRACE 4: alu 1, load 1, store 1, ret 1. With MCOUNT_ENTRY 12: alu 4, load 2, load_pair 1, store 2, store_pair 1, ret 1, hint 1 (not measured).

        .region tracer

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif

        .global tracer_count
tracer_count:
        .ifdef NOTRACE
        ldr     w0, [x2, #OPS_BYTES]
        add     w0, w0, #1
        str     w0, [x2, #OPS_BYTES]
        ret
        .else
        .ifdef MCOUNT_ENTRY
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        str     x19, [sp, #16]                  // to keep the ops through the call of _mcount
        mov     x19, x2
        mov     x0, x30                         // for _mcount
        nop                                     // its own callsite
        ldr     w0, [x19, #OPS_BYTES]
        add     w0, w0, #1
        str     w0, [x19, #OPS_BYTES]
        ldr     x19, [sp, #16]
        ldp     x29, x30, [sp], #32
        ret
        .else
        .ifdef BTI
        bti     c                               // called through ops->func
        .endif
        mov     x9, x30                         // for ftrace_caller
        nop                                     // its own callsite
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        ldr     w0, [x2, #OPS_BYTES]
        add     w0, w0, #1
        str     w0, [x2, #OPS_BYTES]
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
        .endif
        .endif
