// tracer_count_by_function: a tracer that adds one to a counter of its own for each function, as a tool does that asks which functions are called
// how often. The counters are an open hash table after ops->private: 16384 slots of an address and a 64-bit count, linear probing. Not atomic: it
// counts on one CPU. In a module, built like the tracees: it has a callsite of its own, never enabled.
//
// In       x0 ip, x1 parent ip, x2 ops, x3 registers of the tracee. Returns nothing. Writes x3 to x6.
// Constants OPS_PRIVATE; PAC_IN_LEAVES, BTI, CALL_OPS_LITERAL, MCOUNT_ENTRY.
//
// Instructions where the first slot is the function's: 18: alu 10, load 3, store 1, cond_taken 1, ret 1, hint 1, mul 1; two hints more with
// PAC_IN_LEAVES. Which table the counting tool of debian-kernel-icount had is not recorded; a hash is a guess.

        .region tracer

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif

        .global tracer_count_by_function
tracer_count_by_function:
        .ifdef MCOUNT_ENTRY
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        stp     x0, x2, [sp, #16]               // to keep ip and ops through the call of _mcount
        mov     x0, x30                         // for _mcount
        nop                                     // its own callsite
        ldp     x0, x2, [sp, #16]
        ldp     x29, x30, [sp], #32
        .else
        .ifdef BTI
        bti     c                               // called through ops->func
        .endif
        mov     x9, x30                         // for ftrace_caller
        nop                                     // its own callsite
        .endif
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        ldr     x3, [x2, #OPS_PRIVATE]          // the table
        mov     x4, #0x83eb                     // hash_64(ip): GOLDEN_RATIO_64
        movk    x4, #0x80b5, lsl #16
        movk    x4, #0x8646, lsl #32
        movk    x4, #0x61c8, lsl #48
        mul     x4, x0, x4
        lsr     x4, x4, #50                     // its upper 14 bits
1:      add     x5, x3, x4, lsl #4              // slot
        ldr     x6, [x5]
        cmp     x6, x0
        b.eq    3f                              // this function's
        cbz     x6, 2f                          // free: it becomes this function's
        add     x4, x4, #1                      // another function's: the next one
        and     x4, x4, #16383
        b       1b
2:      str     x0, [x5]
3:      ldr     x6, [x5, #8]
        add     x6, x6, #1
        str     x6, [x5, #8]
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
