// __ftrace_hash_rec_update and ftrace_lookup_ip: an ops comes or goes, and every record that its hashes name counts one user more or less.
// Kernels 6.1 and 6.12, from described behaviour. kernel/trace is built without tracing: none of these functions has a callsite.
//
// The walk goes over all records, page group by page group, and looks each up in both hashes; it ends early only when as many
// records matched as the filter has entries. A filter without entries means all functions.
//
// In       x0 ops (FL_ENABLED set), w1 1 to add a user, 0 to remove one; it is in the list in the first case only.
// Out      w0 1 if a record must now be patched (FTRACE_UPDATE_CALLS).
// Symbols  ftrace_pages_start: pointer to the first page group; ftrace_ops_list, ftrace_list_end; hash_contains_ip.
// Constants REC_*, PG_*, OPS_*, FL_*, HASH_*, ENTRY_*; CALL_OPS_LITERAL, PAC_IN_LEAVES.
//
// Instructions per record that does not match, with one bucket of one entry in the filter and no notrace hash: 45 with
// PAC_IN_LEAVES, else 41; 4 more where the notrace hash is there and empty, as in the function tracer's ops. Measured: 47.3 and 41.3, what
// is done once a walk included (debian-kernel-icount, slope of the cost of further ops on one function).

        .region record_update

        .global __ftrace_hash_rec_update
__ftrace_hash_rec_update:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-96]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]
        stp     x23, x24, [sp, #48]
        stp     x25, x26, [sp, #64]
        stp     x27, x28, [sp, #80]
        mov     x21, x0                         // ops
        mov     w26, w1                         // 1: a user more
        mov     w28, #0                         // is anything to be patched?
        mov     x27, #0                         // records that matched

        ldr     x2, [x0, #OPS_FLAGS]
        tbz     w2, #FL_ENABLED_BIT, walked
        ldr     x0, [x0, #OPS_FUNC_HASH]
        ldp     x24, x23, [x0]                  // notrace hash, filter

        // A filter without entries, and not for a module that is still to come, lets all pass: as none.
        cbz     x23, walk
        ldr     x0, [x23, #HASH_COUNT]
        cbnz    x0, walk
        ldr     x0, [x23, #HASH_FLAGS]
        tbnz    w0, #HASH_FL_MOD_BIT, walk
        mov     x23, #0

walk:   adrp    x0, ftrace_pages_start
        ldr     x20, [x0, #:lo12:ftrace_pages_start]
each_group:
        cbz     x20, walked
        mov     w22, #0                         // number of the record in its group

each_record:
        ldr     w0, [x20, #PG_INDEX]
        cmp     w22, w0
        b.hs    next_group
        ldr     x19, [x20, #PG_RECORDS]
        add     x19, x19, w22, uxtw #REC_SHIFT
        add     w22, w22, #1
        ldr     x0, [x19, #REC_FLAGS]
        tbnz    w0, #REC_DISABLED_BIT, each_record

        // In the filter? In the notrace hash? Both are looked up, whatever the first says.
        mov     w25, #1
        cbz     x23, in_filter
        mov     x0, x23
        ldr     x1, [x19, #REC_IP]
        bl      ftrace_lookup_ip
        cmp     x0, #0
        cset    w25, ne
in_filter:
        mov     x0, x24
        ldr     x1, [x19, #REC_IP]
        bl      ftrace_lookup_ip
        cmp     x0, #0
        cset    w0, eq
        tst     w0, w25
        b.eq    each_record

        // This ops traces the function.
        add     x27, x27, #1
        ldr     x0, [x19, #REC_FLAGS]
        cbz     w26, one_less

        // A user more. The first may have its trampoline called, with the second the function needs the common one.
        add     x0, x0, #1
        ands    x1, x0, #REC_COUNT_MASK
        b.eq    wrong_count
        ldr     x2, [x21, #OPS_FLAGS]
        tbnz    w2, #FL_DIRECT_BIT, unsupported
        ldr     x3, [x21, #OPS_TRAMPOLINE]
        orr     x4, x0, #1 << REC_TRAMP_BIT
        bic     x0, x4, #1 << REC_TRAMP_BIT
        cmp     x3, #0
        ccmp    x1, #1, #0, ne
        csel    x0, x4, x0, eq
        tbz     w2, #OPS_SAVE_REGS_BIT, not_all_registers
        orr     x0, x0, #1 << REC_REGS_BIT
not_all_registers:
        .ifdef CALL_OPS_LITERAL
        // Alone, and called without a guard, it can be called through the literal.
        bic     x0, x0, #1 << REC_CALL_OPS_BIT
        cmp     x1, #1
        b.ne    counted
        str     x0, [x19, #REC_FLAGS]
        mov     x0, x21
        bl      ftrace_ops_get_func
        ldr     x1, [x21, #OPS_FUNC]
        cmp     x0, x1
        b.ne    test
        ldr     x0, [x19, #REC_FLAGS]
        orr     x0, x0, #1 << REC_CALL_OPS_BIT
        .endif
        b       counted

        // A user less. What is left may not need all registers any more, and never has a trampoline of its own here.
one_less:
        ands    x1, x0, #REC_COUNT_MASK
        b.eq    wrong_count
        sub     x0, x0, #1
        bic     x0, x0, #1 << REC_TRAMP_BIT
        .ifdef CALL_OPS_LITERAL
        // The last one's literal says whether it needs a guard.
        orr     x4, x0, #1 << REC_CALL_OPS_BIT
        bic     x0, x4, #1 << REC_CALL_OPS_BIT
        cmp     x1, #2
        csel    x0, x4, x0, eq
        .endif
        str     x0, [x19, #REC_FLAGS]
        ldr     x2, [x21, #OPS_FLAGS]
        tbz     w2, #OPS_SAVE_REGS_BIT, test
        mov     x0, x19
        bl      needs_registers
        cbnz    w0, test
        ldr     x0, [x19, #REC_FLAGS]
        bic     x0, x0, #1 << REC_REGS_BIT
counted:
        str     x0, [x19, #REC_FLAGS]

        // Would its callsite have to change?
test:   mov     x0, x19
        mov     w1, #1
        mov     w2, #0
        bl      ftrace_check_record
        orr     w28, w28, w0

        // Enough, if as many matched as can.
        cbz     x23, each_record
        ldr     x0, [x23, #HASH_COUNT]
        cmp     x0, x27
        b.ne    each_record
        b       walked

next_group:
        ldr     x20, [x20, #PG_NEXT]
        b       each_group

walked: cmp     w28, #0
        cset    w0, ne
        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldp     x23, x24, [sp, #48]
        ldp     x25, x26, [sp, #64]
        ldp     x27, x28, [sp, #80]
        ldp     x29, x30, [sp], #96
        .ifdef PAC
        autiasp
        .endif
        ret

        // More users than there can be, or less than none.
wrong_count:
        brk     #0x800
unsupported:
        brk     #0x800                          // an ops for direct calls does not come or go here

// Does an ops of the list want all registers of a record's function?
// In       x0 record.
// Out      w0 1 or 0. Writes x1 to x7 and the flags.
needs_registers:
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
1:      mov     w0, #0
        cmp     x6, x7
        b.eq    2f
        ldr     x0, [x6, #OPS_FLAGS]
        ldr     x1, [x6, #OPS_FUNC_HASH]
        ldr     x6, [x6, #OPS_NEXT]
        tbz     w0, #OPS_SAVE_REGS_BIT, 1b
        ldp     x2, x1, [x1]                    // notrace hash, filter
        mov     x0, x5
        bl      hash_contains_ip
        cbz     w0, 1b
2:      ldp     x29, x30, [sp], #16
        .ifdef PAC
        autiasp
        .endif
        ret

// In       x0 hash or null, x1 ip.
// Out      x0 the entry of that ip, or null. Writes x2, x3 and the flags.
// Instructions: null 5 with PAC_IN_LEAVES, else 3; empty 9 or 7; one bucket with one other entry 18 or 16.
        .region record_lookup

        .global ftrace_lookup_ip
ftrace_lookup_ip:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        cbz     x0, not_found
        ldr     x2, [x0, #HASH_COUNT]
        cbnz    x2, has_entries
        ldr     x2, [x0, #HASH_FLAGS]
        tbz     w2, #HASH_FL_MOD_BIT, not_found

        // The bucket: 0 where there is one, else the top size_bits bits of ip times the 64-bit golden ratio.
has_entries:
        ldr     x2, [x0, #HASH_SIZE_BITS]
        mov     x3, #0
        cbz     x2, bucket
        movz    x3, #0x61c8, lsl #48
        movk    x3, #0x8646, lsl #32
        movk    x3, #0x80b5, lsl #16
        movk    x3, #0x83eb
        mul     x3, x1, x3
        neg     x2, x2                          // shifts count modulo 64
        lsr     x3, x3, x2
bucket: ldr     x2, [x0, #HASH_BUCKETS]
        ldr     x0, [x2, x3, lsl #3]
        cbz     x0, found

        // Along it, until an entry has this ip or there is none.
each_entry:
        ldr     x2, [x0, #ENTRY_IP]
        cmp     x2, x1
        b.eq    found
        ldr     x0, [x0, #ENTRY_NEXT]
        cbnz    x0, each_entry
not_found:
        mov     x0, #0
found:
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
