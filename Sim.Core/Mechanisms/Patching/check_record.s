// ftrace_check_record: what a record's flags say must be done with its callsite. After it ftrace_test_record and ftrace_update_record, whose
// only calls inline it. Kernels 6.1 and 6.12, from described behaviour.
//
// Each kind of trampoline has two flags: that the users ask for it, and one bit below, that the callsite calls it. A callsite is a call if
// the record has a user, and then it should be of the kinds that its users want.
//
// In       x0 record, w1 1 to enable (callsites of records with users), w2 1 to write the new state into the record's flags.
// Out      w0 0 leave it, 1 make it a call, 2 modify the call, 3 make it a NOP. Writes x1 to x8 and the flags; keeps x9 and up.
// Symbols  ftrace_bug_type: what would be reported if patching went wrong.
// Constants REC_*; CALL_OPS_LITERAL, PAC_IN_LEAVES.
//
// Instructions for a record without users and with a NOP: 18 with PAC_IN_LEAVES, else 16. Real kernels: 20 or 18.

        .region record_walk

        // What is done, and as what a failure of it would be reported.
        .set    LEAVE, 0
        .set    MAKE_CALL, 1
        .set    MODIFY_CALL, 2
        .set    MAKE_NOP, 3
        .set    BUG_UNKNOWN, 0
        .set    BUG_NOP, 1
        .set    BUG_CALL, 2
        .set    BUG_UPDATE, 3

        // What the callsite is now: a call, and of which kinds.
        .set    KINDS, 1 << REC_REGS_EN_BIT | 1 << REC_TRAMP_EN_BIT | 1 << REC_DIRECT_EN_BIT
        .ifdef CALL_OPS_LITERAL
        .set    KINDS, KINDS | 1 << REC_CALL_OPS_EN_BIT
        .endif
        .set    STATE, KINDS | 1 << REC_ENABLED_BIT

        .global ftrace_check_record
ftrace_check_record:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        adrp    x3, ftrace_bug_type
        str     wzr, [x3, #:lo12:ftrace_bug_type]  // BUG_UNKNOWN
        ldr     x4, [x0, #REC_FLAGS]
        tbnz    w4, #REC_DISABLED_BIT, leave_it

        // The flags of a callsite that is a NOP, and those of one that is a call of the kinds asked for.
        mov     w5, #STATE
        bic     x6, x4, x5
        and     x7, x5, x4, lsr #1
        orr     x7, x7, #1 << REC_ENABLED_BIT
        orr     x7, x7, x6

        // Which of them should it have? Is that news?
        tst     x4, #REC_COUNT_MASK
        ccmp    w1, #0, #4, ne
        csel    x8, x7, x6, ne
        cmp     x8, x4
        b.ne    change
leave_it:
        mov     w0, #LEAVE
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

change: tbz     w8, #REC_ENABLED_BIT, to_nop
        tbnz    w4, #REC_ENABLED_BIT, modify

        mov     w5, #BUG_CALL
        mov     w1, #MAKE_CALL
        b       to_call
modify: mov     w5, #BUG_UPDATE
        mov     w1, #MODIFY_CALL
to_call:
        str     w5, [x3, #:lo12:ftrace_bug_type]
        cbz     w2, done
        .if     REC_KEEP_MASK >> REC_TOUCHED_BIT & 1
        orr     x8, x8, #1 << REC_TOUCHED_BIT   // it has been traced once
        .endif
        str     x8, [x0, #REC_FLAGS]
        b       done

to_nop: mov     w5, #BUG_NOP
        str     w5, [x3, #:lo12:ftrace_bug_type]
        cbz     w2, nop_it
        tst     x4, #REC_COUNT_MASK
        b.ne    keep_users

        // It has no users left: nothing remains of what they wanted.
        mov     w5, #REC_KEEP_MASK
        and     x8, x4, x5
keep_users:
        str     x8, [x0, #REC_FLAGS]
nop_it: mov     w1, #MAKE_NOP
done:   mov     w0, w1
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
