// ftrace_replace_code, __ftrace_replace_code, ftrace_get_addr_new and ftrace_get_addr_curr: every record's callsite becomes what its flags say.
// Kernels 6.1 and 6.12, gcc 12 at -O2.
//
// All records are visited, whether one is to be patched or all, and after each the scheduler is asked whether another task wants the CPU.
//
// Constants REC_*, PG_*; CALL_OPS_LITERAL.
//
// Instructions per record that stays a NOP, ftrace_check_record and __cond_resched included: 125 in 6.1, 122 measured; 122 in 6.12, 122 measured
// (debian-kernel-icount, what the first ops on a function costs above a further one, by records).

        .region record_walk

// In       w0 bit 0: enable; bit 1: may sleep.
// Symbols  ftrace_pages_start, ftrace_disabled.
        .global ftrace_replace_code
ftrace_replace_code:
        adrp    x1, ftrace_disabled             // set after a failure, for good
        ldr     w1, [x1, #:lo12:ftrace_disabled]
        cbnz    w1, 6f
        paciasp
        stp     x29, x30, [sp, #-80]!
        mov     x29, sp
        stp     x21, x22, [sp, #32]
        and     w22, w0, #1                     // enable
        str     x25, [sp, #64]
        and     w25, w0, #2                     // may sleep
        adrp    x0, ftrace_pages_start
        stp     x23, x24, [sp, #48]
        mov     x24, #REC_STATE_MASK
        ldr     x21, [x0, #:lo12:ftrace_pages_start]
        mov     x23, #1 << REC_DISABLED_BIT
        stp     x19, x20, [sp, #16]
        cbz     x21, 4f

1:      ldr     w3, [x21, #PG_INDEX]            // records in this group
        mov     w20, #0
        cmp     w3, #0
        b.le    3f

2:      ldr     x19, [x21, #PG_RECORDS]
        mov     w1, w22
        add     x19, x19, w20, sxtw #REC_SHIFT
        mov     x0, x19
        ldr     x2, [x19, #REC_FLAGS]
        and     x2, x2, x24
        cmp     x2, x23
        b.eq    21f                             // init code that is gone
        bl      __ftrace_replace_code
        cbnz    w0, 5f
        cbnz    w25, 7f
21:     ldr     w3, [x21, #PG_INDEX]
        add     w20, w20, #1
        cmp     w3, w20
        b.gt    2b

3:      ldr     x21, [x21, #PG_NEXT]
        cbnz    x21, 1b

4:      ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldp     x23, x24, [sp, #48]
        ldr     x25, [sp, #64]
        ldp     x29, x30, [sp], #80
        autiasp
6:      ret

7:      bl      __cond_resched
        b       21b

5:      brk     #0x800                          // ftrace_bug: says what failed where, and tracing is off for good

// In       x0 record, w1 enable.
// Out      w0 0, or the failure.
// Symbols  ftrace_bug_type.
        .set    MAKE_CALL, 1
        .set    MODIFY_CALL, 2
        .set    MAKE_NOP, 3
        .set    BUG_NOP, 2
        .set    BUG_CALL, 3
        .set    BUG_UPDATE, 4

        .global __ftrace_replace_code
__ftrace_replace_code:
        paciasp
        stp     x29, x30, [sp, #-48]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        mov     x19, x0                         // record
        str     x21, [sp, #32]
        and     w21, w1, #0xff                  // enable
        bl      ftrace_get_addr_new
        mov     x20, x0                         // whom it shall call
        mov     x0, x19
        bl      ftrace_get_addr_curr            // before the flags are updated: they say whom it calls now
        mov     w1, w21
        mov     x12, x0
        mov     w2, #1                          // ftrace_update_record, inlined: write the new state
        mov     x0, x19
        bl      ftrace_check_record
        adrp    x3, ftrace_bug_type
        str     wzr, [x3, #:lo12:ftrace_bug_type]
        cmp     w0, #MODIFY_CALL
        b.eq    3f
        b.gt    2f
        cbz     w0, 1f                          // nothing to do
        mov     w2, #BUG_CALL
        mov     x1, x20
        mov     x0, x19
        str     w2, [x3, #:lo12:ftrace_bug_type]
        bl      ftrace_make_call
1:      ldp     x19, x20, [sp, #16]
        ldr     x21, [sp, #32]
        ldp     x29, x30, [sp], #48
        autiasp
        ret

2:      mov     w4, #BUG_NOP
        mov     x1, x19
        mov     x2, x12
        str     w4, [x3, #:lo12:ftrace_bug_type]
        mov     x0, #0                          // no module is being loaded
        bl      ftrace_make_nop
        b       1b

3:      mov     w4, #BUG_UPDATE
        mov     x2, x20
        mov     x1, x12
        mov     x0, x19
        str     w4, [x3, #:lo12:ftrace_bug_type]
        bl      ftrace_modify_call
        b       1b

// In       x0 record.
// Out      x0 the trampoline that its flags ask for: a direct one, an ops' own, the one that saves all registers, or the common one.
// Symbols  ftrace_caller; with FL_SAVE_REGS_BIT also ftrace_regs_caller.
        .global ftrace_get_addr_new
ftrace_get_addr_new:
        .ifdef CALL_OPS_LITERAL
        paciasp                                 // not a leaf: a direct call's address would be looked up
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp
        .endif
        mov     x6, x0
        mov     x2, #1
        ldr     x0, [x0, #REC_FLAGS]
        movk    x2, #1 << (REC_DIRECT_BIT - 16), lsl #16
        and     x1, x0, #(2 << REC_DIRECT_BIT) - 1
        and     x1, x1, #~REC_BETWEEN_COUNT_AND_DIRECT
        cmp     x1, x2
        b.eq    1f                              // direct, and one user
        tbnz    w0, #REC_TRAMP_BIT, 1f
        .ifdef FL_SAVE_REGS_BIT
        tst     x0, #1 << REC_REGS_BIT
        adrp    x1, ftrace_regs_caller
        adrp    x0, ftrace_caller
        add     x1, x1, #:lo12:ftrace_regs_caller
        add     x0, x0, #:lo12:ftrace_caller
        csel    x0, x0, x1, eq
        .else
        adrp    x0, ftrace_caller
        add     x0, x0, #:lo12:ftrace_caller
        .endif
        .ifdef CALL_OPS_LITERAL
        ldp     x29, x30, [sp], #16
        autiasp
        .endif
        ret
1:      brk     #0x800                          // nobody here has a trampoline of its own

// In       x0 record.
// Out      x0 the trampoline that its callsite calls now. Symbols as above.
        .global ftrace_get_addr_curr
ftrace_get_addr_curr:
        .ifdef CALL_OPS_LITERAL
        paciasp
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp
        .endif
        mov     x6, x0
        ldr     x0, [x0, #REC_FLAGS]
        tbnz    w0, #REC_DIRECT_EN_BIT, 1f
        tbnz    w0, #REC_TRAMP_EN_BIT, 1f
        .ifdef FL_SAVE_REGS_BIT
        tst     x0, #1 << REC_REGS_EN_BIT
        adrp    x1, ftrace_regs_caller
        adrp    x0, ftrace_caller
        add     x1, x1, #:lo12:ftrace_regs_caller
        add     x0, x0, #:lo12:ftrace_caller
        csel    x0, x0, x1, eq
        .else
        adrp    x0, ftrace_caller
        add     x0, x0, #:lo12:ftrace_caller
        .endif
        .ifdef CALL_OPS_LITERAL
        ldp     x29, x30, [sp], #16
        autiasp
        .endif
        ret
1:      brk     #0x800
