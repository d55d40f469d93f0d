// ftrace_replace_code, __ftrace_replace_code, ftrace_get_addr_new and ftrace_get_addr_curr: every record's callsite becomes what its flags say.
// Kernels 6.1 and 6.12, from described behaviour.
//
// All records are visited, whether one is to be patched or all, and after each one cond_resched checks whether another task wants the CPU.
//
// Constants REC_*, PG_*, OPS_*; CALL_OPS_LITERAL, PAC_IN_LEAVES.
//
// Instructions per record that stays a NOP, ftrace_check_record and __cond_resched included: 124 in 6.1, 122 measured; 120 in 6.12, 122 measured
// (debian-kernel-icount, what the first ops on a function costs above a further one, by records).

        .region record_walk

        // What ftrace_check_record says: 0 leave it, 1 make it a call, 2 modify the call, 3 make it a NOP.
        .set    MODIFY_CALL, 2

// In       w0 bit 0: enable; bit 1: may sleep.
// Symbols  ftrace_pages_start, ftrace_disabled.
        .global ftrace_replace_code
ftrace_replace_code:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-64]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]
        str     x23, [sp, #48]
        and     w21, w0, #1                     // enable
        ubfx    w22, w0, #1, #1                 // may sleep

        // Not once patching has gone wrong.
        adrp    x0, ftrace_disabled
        ldr     w0, [x0, #:lo12:ftrace_disabled]
        cbnz    w0, visited

        adrp    x0, ftrace_pages_start
        ldr     x19, [x0, #:lo12:ftrace_pages_start]
each_group:
        cbz     x19, visited
        mov     w20, #0                         // number of the record in its group

each_record:
        ldr     w0, [x19, #PG_INDEX]
        cmp     w20, w0
        b.hs    next_group
        ldr     x23, [x19, #PG_RECORDS]
        add     x23, x23, w20, uxtw #REC_SHIFT
        add     w20, w20, #1

        // Of functions that must not be patched only those that are patched already.
        ldr     x0, [x23, #REC_FLAGS]
        mov     w1, #REC_STATE_MASK
        and     w0, w0, w1
        mov     w1, #1 << REC_DISABLED_BIT
        cmp     w0, w1
        b.eq    each_record

        mov     x0, x23
        mov     w1, w21
        bl      __ftrace_replace_code
        cbnz    w0, failed
        cbz     w22, each_record
        bl      __cond_resched
        b       each_record

next_group:
        ldr     x19, [x19, #PG_NEXT]
        b       each_group

visited:
        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldr     x23, [sp, #48]
        ldp     x29, x30, [sp], #64
        .ifdef PAC
        autiasp
        .endif
        ret

failed: brk     #0x800                          // ftrace_bug: the kernel warns, and ftrace is off from then on

// In       x0 record, w1 1 to enable.
// Out      w0 0, or a negative error.
        .global __ftrace_replace_code
__ftrace_replace_code:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-48]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]
        mov     x19, x0                         // record
        mov     w20, w1                         // enable

        // Both trampolines before the record's flags change.
        bl      ftrace_get_addr_new
        mov     x21, x0
        mov     x0, x19
        bl      ftrace_get_addr_curr
        mov     x22, x0

        mov     x0, x19
        mov     w1, w20
        mov     w2, #1
        bl      ftrace_check_record
        cmp     w0, #MODIFY_CALL
        b.eq    modify
        b.hi    to_nop
        cbnz    w0, to_call
replaced:
        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldp     x29, x30, [sp], #48
        .ifdef PAC
        autiasp
        .endif
        ret

to_call:
        mov     x0, x19
        mov     x1, x21
        bl      ftrace_make_call
        b       replaced
modify: mov     x0, x19
        mov     x1, x22
        mov     x2, x21
        bl      ftrace_modify_call
        b       replaced
to_nop: mov     x0, #0                          // of no module that is being loaded
        mov     x1, x19
        mov     x2, x22
        bl      ftrace_make_nop
        b       replaced

// In       x0 record.
// Out      x0 the trampoline that its flags ask for: a direct one, an ops' own, the one that saves all registers, or the common one.
// Symbols  ftrace_caller; with FL_SAVE_REGS_BIT also ftrace_regs_caller.
        .global ftrace_get_addr_new
ftrace_get_addr_new:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        str     x19, [sp, #16]
        mov     x19, x0
        ldr     x1, [x0, #REC_FLAGS]
        tbnz    w1, #REC_DIRECT_BIT, direct
        tbnz    w1, #REC_TRAMP_BIT, own_new
        .ifdef FL_SAVE_REGS_BIT
        tbnz    w1, #REC_REGS_BIT, registers_new
        .endif
common_new:
        adrp    x0, ftrace_caller
        add     x0, x0, #:lo12:ftrace_caller
got_new:
        ldr     x19, [sp, #16]
        ldp     x29, x30, [sp], #32
        .ifdef PAC
        autiasp
        .endif
        ret

own_new:
        mov     x0, x19
        bl      own_trampoline
        cbnz    x0, got_new
        brk     #0x800                          // its flag says that there is one
        .ifdef FL_SAVE_REGS_BIT
registers_new:
        adrp    x0, ftrace_regs_caller
        add     x0, x0, #:lo12:ftrace_regs_caller
        b       got_new
        .endif

        // Ops for direct calls do not come or go here.
direct: brk     #0x800

// In       x0 record.
// Out      x0 the trampoline that its callsite calls now. Symbols as above, and removed_ops.
        .global ftrace_get_addr_curr
ftrace_get_addr_curr:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        str     x19, [sp, #16]
        mov     x19, x0
        ldr     x1, [x0, #REC_FLAGS]
        tbnz    w1, #REC_DIRECT_EN_BIT, direct
        tbnz    w1, #REC_TRAMP_EN_BIT, own_curr
        .ifdef FL_SAVE_REGS_BIT
        tbnz    w1, #REC_REGS_EN_BIT, registers_curr
        .endif
common_curr:
        adrp    x0, ftrace_caller
        add     x0, x0, #:lo12:ftrace_caller
got_curr:
        ldr     x19, [sp, #16]
        ldp     x29, x30, [sp], #32
        .ifdef PAC
        autiasp
        .endif
        ret

        // That of the ops that has just left the list, if it was this record's; or of one in it.
own_curr:
        adrp    x5, removed_ops
        ldr     x5, [x5, #:lo12:removed_ops]
        cbz     x5, listed
        ldr     x8, [x5, #OPS_TRAMPOLINE]
        cbz     x8, listed
        ldr     x1, [x5, #OPS_FUNC_HASH]
        ldp     x2, x1, [x1]                    // notrace hash, filter
        ldr     x0, [x19, #REC_IP]
        bl      hash_contains_ip
        tst     w0, #0xff
        mov     x0, x8
        b.ne    got_curr
listed: mov     x0, x19
        bl      own_trampoline
        cbnz    x0, got_curr
        brk     #0x800                          // as above
        .ifdef FL_SAVE_REGS_BIT
registers_curr:
        adrp    x0, ftrace_regs_caller
        add     x0, x0, #:lo12:ftrace_regs_caller
        b       got_curr
        .endif

// In       x0 record.
// Out      x0 the trampoline of the first ops of the list that has one and traces the record's function, or null. Writes x1 to x8 and the flags.
own_trampoline:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp
        ldr     x5, [x0, #REC_IP]
        adrp    x7, ftrace_list_end
        add     x7, x7, #:lo12:ftrace_list_end
        adrp    x6, ftrace_ops_list
        ldr     x6, [x6, #:lo12:ftrace_ops_list]
1:      mov     x8, #0
        cmp     x6, x7
        b.eq    2f
        ldr     x8, [x6, #OPS_TRAMPOLINE]
        ldr     x1, [x6, #OPS_FUNC_HASH]
        ldr     x6, [x6, #OPS_NEXT]
        cbz     x8, 1b
        ldp     x2, x1, [x1]                    // notrace hash, filter
        mov     x0, x5
        bl      hash_contains_ip
        cbz     w0, 1b
2:      mov     x0, x8
        ldp     x29, x30, [sp], #16
        .ifdef PAC
        autiasp
        .endif
        ret
