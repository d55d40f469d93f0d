// __ftrace_hash_rec_update and ftrace_lookup_ip: an ops comes or goes, and every record that its hashes name counts one user more or less.
// Kernels 6.1 and 6.12, gcc 12 at -O2. kernel/trace is built without tracing: none of these functions has a callsite.
//
// The walk goes over all records, page group by page group, and looks each up in both hashes; it ends early only when as many
// records matched as the filter has entries. A filter without entries means all functions.
//
// In       x0 ops (FL_ENABLED set), w1 1 to add a user, 0 to remove one.
// Out      w0 1 if a record must now be patched (FTRACE_UPDATE_CALLS).
// Symbols  ftrace_pages_start: pointer to the first page group.
// Constants REC_*, PG_*, OPS_FLAGS, OPS_FUNC_HASH, OPS_TRAMPOLINE, OPS_NEXT, HASH_*, ENTRY_*; CALL_OPS_LITERAL, PAC_IN_LEAVES.
//
// Instructions per record that does not match, with one bucket of one entry in the filter and no notrace hash: 47 with
// PAC_IN_LEAVES, else 41; 4 more where the notrace hash is there and empty, as in the function tracer's ops. Measured: 47.3 and 41.3, what
// is done once a walk included (debian-kernel-icount, slope of the cost of further ops on one function).

        .region record_update

        .global __ftrace_hash_rec_update
__ftrace_hash_rec_update:
        paciasp
        sub     sp, sp, #144
        mrs     x3, sp_el0                      // stack protector: the hashes' copy in a path not taken here is on the stack
        stp     x29, x30, [sp, #64]
        add     x29, sp, #64
        ldr     x4, [x3, #TASK_STACK_CANARY]
        str     x4, [sp, #56]
        mov     x4, #0                          // the canary stays in no register
        stp     x19, x20, [sp, #80]
        stp     x21, x22, [sp, #96]
        stp     x23, x24, [sp, #112]
        stp     x25, x26, [sp, #128]
        mov     x19, x0                         // ops
        and     w20, w1, #0xff                  // add or remove
        mov     w13, #0                         // matched so far
        mov     w14, #0                         // update needed
        .ifdef PAC_IN_LEAVES
        mov     w26, #1                         // the filter leads: before 6.11 the same walk serves a changed notrace hash
        .endif

        // Only an ops that is registered has users to count.
        ldr     x0, [x19, #OPS_FLAGS]
        tbz     w0, #FL_ENABLED_BIT, 20f

        // The hashes. No filter, or an empty one, stands for all functions.
        ldr     x0, [x19, #OPS_FUNC_HASH]
        ldp     x21, x22, [x0]                  // notrace hash, filter hash
        mov     w23, #1
        cbz     x22, 1f
        mov     w23, #0
        ldr     x0, [x22, #HASH_COUNT]
        cbnz    x0, 1f
        ldr     x23, [x22, #HASH_FLAGS]         // without entries, but perhaps waiting for a module
        mvn     x23, x23
        and     w23, w23, #1 << HASH_FL_MOD_BIT

        // Each page group, each record.
1:      adrp    x0, ftrace_pages_start
        ldr     x11, [x0, #:lo12:ftrace_pages_start]
        cbz     x11, 20f
2:      ldr     w2, [x11, #PG_INDEX]            // records in this group
        mov     w24, #0
        mov     x25, #REC_STATE_MASK            // disabled, and not enabled
        cmp     w2, #0
        b.le    11f

3:      ldr     x9, [x11, #PG_RECORDS]
        sbfiz   x8, x24, #REC_SHIFT, #32
        mov     x0, #1 << REC_DISABLED_BIT
        add     x7, x9, x8                      // the record
        ldr     x5, [x7, #REC_FLAGS]
        and     x1, x5, x25
        cmp     x1, x0
        b.eq    10f                             // init code that is gone: skip

        cbz     w23, 4f

        // All functions: it matches unless the notrace hash has it.
        cbz     x21, 5f
        ldr     x1, [x9, x8]
        mov     x0, x21
        bl      ftrace_lookup_ip
        cbz     x0, 5f
        b       10f

        // In the filter and not in the notrace hash?
4:      ldr     x1, [x9, x8]                    // ip
        mov     x0, x22
        bl      ftrace_lookup_ip
        .ifdef PAC_IN_LEAVES
        cmp     x0, #0
        cset    w6, ne
        mov     x0, x21
        bl      ftrace_lookup_ip
        cmp     w26, #0
        ccmp    w6, #0, #4, ne
        b.eq    9f
        cbnz    x0, 10f
        .else
        mov     x6, x0
        mov     x0, x21
        bl      ftrace_lookup_ip
        cmp     x6, #0
        ccmp    x0, #0, #0, ne
        b.ne    10f
        .endif

        // A match: one user more or less.
5:      cbz     w20, 12f
        add     x5, x5, #1
        str     x5, [x7, #REC_FLAGS]
        and     x0, x5, #REC_COUNT_MASK
        mov     x1, #REC_COUNT_MASK
        cmp     x0, x1
        b.eq    30f                             // the counter would overflow
        ldr     x1, [x19, #OPS_FLAGS]
        tbz     w1, #FL_DIRECT_BIT, 6f
        orr     x5, x5, #1 << REC_DIRECT_BIT
        str     x5, [x7, #REC_FLAGS]

        // A trampoline of its own counts only for the first user.
6:      cmp     x0, #1
        b.eq    15f
7:      and     x5, x5, #~(1 << REC_TRAMP_BIT)
        str     x5, [x7, #REC_FLAGS]

        // One user that wants all registers makes all get them.
8:      ldr     x1, [x19, #OPS_FLAGS]
        orr     x0, x5, #1 << REC_REGS_BIT
        tst     x1, #1 << OPS_SAVE_REGS_BIT
        csel    x5, x0, x5, ne
        str     x5, [x7, #REC_FLAGS]
        b       16f

        // Not in the filter; did it match because the notrace hash leads?
9:
        .ifdef PAC_IN_LEAVES
        cmp     w26, #0
        ccmp    w6, #0, #4, eq
        b.ne    30f
        .endif

10:     ldr     w2, [x11, #PG_INDEX]
        add     w24, w24, #1
        cmp     w2, w24
        b.gt    3b
11:     ldr     x11, [x11, #PG_NEXT]
        cbnz    x11, 2b
        b       20f

        // A user less: what it wanted goes with it where nobody else wants it.
12:     tst     x5, #REC_COUNT_MASK
        b.eq    30f                             // more removed than added
        sub     x5, x5, #1
        str     x5, [x7, #REC_FLAGS]
        ldr     x0, [x19, #OPS_FLAGS]
        tbz     w0, #FL_DIRECT_BIT, 13f
        and     x5, x5, #~(1 << REC_DIRECT_BIT)
        str     x5, [x7, #REC_FLAGS]
13:     ands    x0, x5, #REC_COUNT_MASK
        b.eq    14f
        tbz     w5, #REC_REGS_BIT, 17f
        ldr     x1, [x19, #OPS_FLAGS]
        tbz     w1, #OPS_SAVE_REGS_BIT, 17f
        and     x5, x5, #~(1 << REC_REGS_BIT)   // the others' wish would be asked for: no two here differ in it
17:     cmp     x0, #1
        b.ne    14f

        // One user left: does it have a trampoline of its own? No ops has one on arm64; the newest that is not leaving is asked.
        adrp    x0, ftrace_ops_list
        ldr     x0, [x0, #:lo12:ftrace_ops_list]
        cmp     x0, x19
        b.eq    14f
        ldr     x0, [x0, #OPS_TRAMPOLINE]
        cbz     x0, 14f
        orr     x5, x5, #1 << REC_TRAMP_BIT
        str     x5, [x7, #REC_FLAGS]
        b       16f
14:     and     x5, x5, #~(1 << REC_TRAMP_BIT)
        str     x5, [x7, #REC_FLAGS]
        b       16f

15:     ldr     x1, [x19, #OPS_TRAMPOLINE]
        cbz     x1, 7b
        orr     x5, x5, #1 << REC_TRAMP_BIT
        str     x5, [x7, #REC_FLAGS]
        b       8b

16:
        // May the callsite call this ops by itself: one user, whose function ftrace calls without a guard?
        .ifdef CALL_OPS_LITERAL
        and     x1, x5, #REC_COUNT_MASK
        mov     x6, x5
        cmp     x1, #1
        b.ne    18f
        ldr     x1, [x19, #OPS_FLAGS]
        mov     x0, #(1 << FL_RCU_BIT) + (1 << FL_RECURSION_BIT)
        tst     x1, x0
        b.ne    18f
        orr     x6, x6, #1 << REC_CALL_OPS_BIT
        b       19f
18:     and     x6, x6, #~(1 << REC_CALL_OPS_BIT)
19:     str     x6, [x7, #REC_FLAGS]
        .endif

        // Would it be patched? ftrace_test_record, inlined.
        mov     x0, x7
        mov     w2, #0
        mov     w1, #1
        bl      ftrace_check_record
        cmp     w0, #0
        cset    w0, ne
        add     w13, w13, #1
        orr     w14, w14, w0

        // All that the filter names are done?
        cbnz    w23, 10b
        ldr     x0, [x22, #HASH_COUNT]
        cmp     x0, w13, sxtw
        b.ne    10b

20:     mrs     x0, sp_el0
        ldr     x2, [sp, #56]
        ldr     x1, [x0, #TASK_STACK_CANARY]
        subs    x2, x2, x1
        mov     x1, #0
        b.ne    30f                             // __stack_chk_fail
        ldp     x29, x30, [sp, #64]
        mov     w0, w14
        ldp     x19, x20, [sp, #80]
        ldp     x21, x22, [sp, #96]
        ldp     x23, x24, [sp, #112]
        ldp     x25, x26, [sp, #128]
        add     sp, sp, #144
        autiasp
        ret

30:     brk     #0x800                          // FTRACE_WARN_ON

// In       x0 hash or null, x1 ip.
// Out      x0 the entry of that ip, or null. Writes x2 to x4 and the flags.
// Instructions: null 5 with PAC_IN_LEAVES, else 4; empty 9 or 8; one bucket with one other entry 16 or 15.

        .region record_lookup

        .global ftrace_lookup_ip
ftrace_lookup_ip:
        .ifdef PAC_IN_LEAVES
        paciasp
        cbz     x0, 4f
        mov     x2, x0
        .else
        mov     x2, x0
        mov     x0, #0
        cbz     x2, 2f
        .endif

        // Empty: without entries and not waiting for a module.
        ldr     x0, [x2, #HASH_COUNT]
        cbnz    x0, 1f
        ldr     x3, [x2, #HASH_FLAGS]
        tbnz    w3, #HASH_FL_MOD_BIT, 1f
        b       2f

        // Bucket: the first where there is one, else by the top size_bits bits of ip times the golden ratio.
1:      ldp     x3, x0, [x2, #HASH_SIZE_BITS]   // and the buckets, behind it
        cbz     x3, 5f
        mov     x2, #0x83eb
        mov     w4, #64
        movk    x2, #0x80b5, lsl #16
        sub     w3, w4, w3
        movk    x2, #0x8646, lsl #32
        movk    x2, #0x61c8, lsl #48
        mul     x2, x1, x2
        lsr     x2, x2, x3
        add     x0, x0, w2, uxtw #3
        ldr     x0, [x0]
        cbz     x0, 2f

        // Along the bucket.
3:      ldr     x2, [x0, #ENTRY_IP]
        cmp     x1, x2
        b.eq    2f
5:      ldr     x0, [x0, #ENTRY_NEXT]           // or the head of the only bucket
        cbnz    x0, 3b
        .ifndef PAC_IN_LEAVES
        ret
        .endif
2:
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

        .ifdef PAC_IN_LEAVES
4:      mov     x0, #0
        autiasp
        ret
        .endif
