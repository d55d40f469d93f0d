// ftrace_check_record: what a record's flags say must be done with its callsite. Behind it ftrace_test_record and ftrace_update_record, whose
// only calls inline it. Kernels 6.1 and 6.12, gcc 12 at -O2.
//
// In       x0 record, w1 1 to enable (callsites of records with users), w2 1 to write the new state into the record's flags.
// Out      w0 0 leave it, 1 make it a call, 2 modify the call, 3 make it a NOP. Writes x1 to x10 and the flags; keeps x11 and up.
// Symbols  ftrace_bug_type: what would be reported if patching went wrong.
// Constants REC_*; CALL_OPS_LITERAL, PAC_IN_LEAVES.
//
// Instructions for a record without users and with a NOP: 20 with PAC_IN_LEAVES, else 18.

        .region record_walk

        .set    IGNORE, 0
        .set    MAKE_CALL, 1
        .set    MODIFY_CALL, 2
        .set    MAKE_NOP, 3
        .set    BUG_NOP, 2
        .set    BUG_CALL, 3
        .set    BUG_UPDATE, 4

        .global ftrace_check_record
ftrace_check_record:
        mov     x4, x0
        adrp    x6, ftrace_bug_type
        mov     x0, #REC_STATE_MASK
        mov     x5, #1 << REC_DISABLED_BIT
        str     wzr, [x6, #:lo12:ftrace_bug_type]       // unknown so far
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        ldr     x3, [x4, #REC_FLAGS]
        and     x0, x3, x0
        cmp     x0, x5
        b.eq    7f                              // init code that is gone
        and     w1, w1, #0xff                   // bools
        and     w2, w2, #0xff
        and     x5, x3, #1 << REC_ENABLED_BIT
        cbz     w1, 1f

        // Enabled if somebody uses it.
        ands    x9, x3, #REC_COUNT_MASK
        b.ne    2f

        // Nobody does. Is it a NOP already?
1:      mov     w0, #IGNORE
        cbz     x5, 8f
        cbz     w2, 10f
        tst     x3, #REC_COUNT_MASK
        b.eq    9f
        mov     w0, #REC_DISABLE_MASK & 0xffff  // disable it, and keep what its users want
        movk    w0, #REC_DISABLE_MASK >> 16, lsl #16
        and     x0, x3, x0
        str     x0, [x4, #REC_FLAGS]
        b       10f
9:      mov     x0, #REC_KEEP_MASK              // without users: clear what users give
        and     x3, x3, x0
        str     x3, [x4, #REC_FLAGS]
10:     mov     w1, #BUG_NOP
        mov     w0, #MAKE_NOP
        str     w1, [x6, #:lo12:ftrace_bug_type]
        b       8f

        // Does what it wants (registers, a trampoline) differ from what it has? Then the wanted state is another.
2:      lsr     x0, x3, #REC_REGS_EN_BIT
        ands    x10, x3, #1 << REC_REGS_BIT
        eor     x0, x0, #1
        lsr     x8, x3, #REC_TRAMP_BIT
        lsr     x7, x3, #REC_TRAMP_EN_BIT
        and     w0, w0, #1
        cset    w1, eq
        eor     x8, x8, #1
        eor     x7, x7, #1
        cmp     w1, w0
        and     w8, w8, #1
        and     w7, w7, #1
        mov     x0, #(1 << REC_ENABLED_BIT) + (1 << REC_REGS_BIT)
        mov     x1, #1 << REC_ENABLED_BIT
        csel    x1, x0, x1, ne
        cmp     w8, w7
        b.eq    3f
        orr     x1, x1, #1 << REC_TRAMP_BIT

        // The same of direct calls, and of calls by the callsite's own ops: wanted only by a single user.
3:      cmp     x9, #1
        b.ne    4f
        lsr     x0, x3, #REC_DIRECT_BIT
        lsr     x7, x3, #REC_DIRECT_EN_BIT
        eor     x0, x0, x7
        tbz     w0, #0, 31f
        orr     x1, x1, #1 << REC_DIRECT_BIT
31:
        .ifdef CALL_OPS_LITERAL
        lsr     x0, x3, #REC_CALL_OPS_BIT
        lsr     x7, x3, #REC_CALL_OPS_EN_BIT
        eor     x0, x0, x7
        tbz     w0, #0, 5f
        orr     x1, x1, #1 << REC_CALL_OPS_BIT
        .endif
        b       5f
4:      tbz     w3, #REC_DIRECT_EN_BIT, 41f
        orr     x1, x1, #1 << REC_DIRECT_BIT
41:
        .ifdef CALL_OPS_LITERAL
        tbz     w3, #REC_CALL_OPS_EN_BIT, 5f
        orr     x1, x1, #1 << REC_CALL_OPS_BIT
        .endif

        // Unchanged?
5:      mov     w0, #IGNORE
        cmp     x1, x5
        b.eq    8f
        eor     x0, x1, x5                      // what changes; the top bit: from a NOP
        cbz     w2, 6f

        // Write the state that will be: enabled, with the bits that changed.
        orr     x1, x3, #1 << REC_ENABLED_BIT
        .ifdef CALL_OPS_LITERAL
        orr     x1, x1, #1 << REC_TOUCHED_BIT
        .endif
        tbz     w0, #REC_REGS_BIT, 51f
        and     x2, x1, #~(1 << REC_REGS_EN_BIT)
        cmp     x10, #0
        orr     x1, x1, #1 << REC_REGS_EN_BIT
        csel    x1, x2, x1, eq
51:     str     x1, [x4, #REC_FLAGS]
        tbz     w0, #REC_TRAMP_BIT, 52f
        tst     x1, #1 << REC_TRAMP_BIT
        and     x2, x1, #~(1 << REC_TRAMP_EN_BIT)
        orr     x1, x1, #1 << REC_TRAMP_EN_BIT
        csel    x1, x1, x2, ne
        str     x1, [x4, #REC_FLAGS]
52:     tbz     w0, #REC_DIRECT_BIT, 53f
        and     x2, x1, #~(1 << REC_DIRECT_EN_BIT)
        orr     x5, x1, #1 << REC_DIRECT_EN_BIT
        cmp     x9, #1
        ccmp    x1, x2, #4, eq
        csel    x1, x5, x2, ne
        str     x1, [x4, #REC_FLAGS]
53:
        .ifdef CALL_OPS_LITERAL
        tbz     w0, #REC_CALL_OPS_BIT, 6f
        ldr     x1, [x4, #REC_FLAGS]
        and     x2, x1, #REC_COUNT_MASK
        cmp     x2, #1
        b.ne    54f
        tst     x1, #1 << REC_CALL_OPS_BIT
        and     x2, x1, #~(1 << REC_CALL_OPS_EN_BIT)
        orr     x1, x1, #1 << REC_CALL_OPS_EN_BIT
        csel    x1, x1, x2, ne
        str     x1, [x4, #REC_FLAGS]
        b       6f
54:     and     x1, x1, #~(1 << REC_CALL_OPS_EN_BIT)
        str     x1, [x4, #REC_FLAGS]
        .endif

        // From a NOP, or from another call?
6:      tbz     w0, #REC_ENABLED_BIT, 61f
        mov     w1, #BUG_CALL
        mov     w0, #MAKE_CALL
        str     w1, [x6, #:lo12:ftrace_bug_type]
        b       8f
61:     mov     w1, #BUG_UPDATE
        mov     w0, #MODIFY_CALL
        str     w1, [x6, #:lo12:ftrace_bug_type]
        b       8f

7:      mov     w0, #IGNORE
8:
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
