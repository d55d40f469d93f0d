// ring_buffer_unlock_commit, rb_commit, ring_buffer_event_data: an event becomes visible to readers; where its data are.
// Kernels 5.18 to 6.12, gcc 12 at -O2. RING_BUFFER_6_12 chooses the 6.12.95 build, else it is the 6.1.176 build.
//
// ring_buffer_unlock_commit: commit, wake readers who wait, allow this context the next event.
// In       x0 trace_buffer; in 6.1 also x1 the event (unused).
// Symbols  in 6.1 cpu_number (per-CPU).
// Constants RB_*, CB_*; TASK_CPU.
// Instructions, calls left out: 38 in 6.1, 36 in 6.12 once a page was filled, five less before (debian-kernel-icount, debian-kernel-images).
//
// rb_commit: counts the event, and raises the page's commit index to its write index, if no interrupted writer is below.
// In       x0 ring_buffer_per_cpu. Writes x1 to x9.
// Constants CB_*, BP_*, DP_*.
// Instructions: 61 in 6.1, 57 in 6.12 (debian-kernel-icount).
//
// ring_buffer_event_data: in x0 an event, out x0 its data. Writes x1 to x3. Instructions: 13 with PAC_IN_LEAVES, else 11 (debian-kernel-icount).

        .region tracer

        .set    WRITE_MASK, 0xfffff
        .set    TYPE_MASK, 31
        .set    TYPE_DATA_MAX, 28
        .set    TYPE_PADDING, 29

        .global ring_buffer_unlock_commit
ring_buffer_unlock_commit:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        mov     x20, x0
        .ifdef RING_BUFFER_6_12
        mrs     x1, sp_el0
        ldr     w1, [x1, #TASK_CPU]
        .else
        mrs     x1, tpidr_el1
        adrp    x2, cpu_number
        add     x2, x2, #:lo12:cpu_number
        ldr     w1, [x2, x1]
        .endif
        ldr     x2, [x0, #RB_BUFFERS]
        ldr     x19, [x2, w1, sxtw #3]
        mov     x0, x19
        bl      rb_commit

        // Does a task wait for an event, here or on all CPUs, or for a page to be full?
        ldrb    w0, [x20, #RB_WAITERS_PENDING]
        cbz     w0, 1f
        brk     #0x800                          // none does here
1:      ldrb    w0, [x19, #CB_WAITERS_PENDING]
        cbz     w0, 2f
        brk     #0x800
2:      ldr     x0, [x19, #CB_LAST_PAGES_TOUCH]
        ldr     x1, [x19, #CB_PAGES_TOUCHED]
        cmp     x0, x1
        b.eq    unlock

        // A page more than was last told: tell those who wait for full ones, unless the reader is on the page that is written. No task waits here.
        ldp     x0, x2, [x19, #CB_COMMIT_PAGE]  // and the reader's page
        cmp     x0, x2
        b.eq    unlock
        ldrb    w0, [x19, #CB_FULL_WAITERS_PENDING]
        cbz     w0, unlock
        brk     #0x800

        // Clear this context's bit: the lowest of those set, but for nesting.
unlock:
        ldr     w0, [x19, #CB_CURRENT_CONTEXT]
        ldr     w1, [x19, #CB_NEST]
        mov     w2, #1
        lsl     w1, w2, w1
        sub     w1, w0, w1
        and     w0, w0, w1
        str     w0, [x19, #CB_CURRENT_CONTEXT]
        mov     w0, #0
        ldp     x19, x20, [sp, #16]
        ldp     x29, x30, [sp], #32
        .ifdef PAC
        autiasp
        .endif
        ret

        .global rb_commit
rb_commit:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        nop                                     // LSE
        mov     x1, #1
        add     x2, x0, #CB_ENTRIES
        stadd   x1, [x2]

        // Only the outermost writer commits: for itself and for all who interrupted it.
        ldr     x1, [x0, #CB_COMMITTING]
        cbz     x1, warn
1:      ldr     x3, [x0, #CB_COMMITS]
        ldr     x1, [x0, #CB_COMMITTING]
        cmp     x1, #1
        b.eq    outermost

        // Done writing. An interrupt that wrote since has left its commit to us: once more then.
5:      nop                                     // LSE
        mov     x1, #-1
        add     x2, x0, #CB_COMMITTING
        stadd   x1, [x2]
        ldr     x1, [x0, #CB_COMMITS]
        cmp     x1, x3
        b.ne    meanwhile
6:
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

        // Commit pages that writers have left, then the tail page. 100 tries for each page: 4 times 25.
outermost:
        ldr     x4, [x0, #CB_NR_PAGES]
        add     x5, x4, x4, lsl #1
        add     x4, x4, x5, lsl #3
        lsl     x4, x4, #2
        .ifndef RING_BUFFER_6_12
        sub     x4, x4, #1                      // one is taken
        .endif
2:      ldr     x6, [x0, #CB_COMMIT_PAGE]
        ldr     x7, [x0, #CB_TAIL_PAGE]
        cmp     x6, x7
        b.eq    3f
        subs    x4, x4, #1
        b.eq    warn
        ldr     x9, [x6, #BP_WRITE]
        and     x9, x9, #WRITE_MASK
        ldr     x7, [x6, #BP_PAGE]
        str     x9, [x7, #DP_COMMIT]
        ldr     x6, [x6, #BP_NEXT]
        str     x6, [x0, #CB_COMMIT_PAGE]
        b       2b
3:      ldr     x6, [x0, #CB_COMMIT_PAGE]
        ldr     x7, [x6, #BP_PAGE]
        ldr     x8, [x7, #DP_COMMIT]
        ldr     x9, [x6, #BP_WRITE]
        and     x9, x9, #WRITE_MASK
        cmp     x8, x9
        b.eq    4f
        .ifndef RING_BUFFER_6_12
        nop                                     // a patched place
        .endif
        dmb     ishst                           // readers must see the event before the index
        ldr     x6, [x0, #CB_COMMIT_PAGE]
        ldr     x9, [x6, #BP_WRITE]
        and     x9, x9, #WRITE_MASK
        ldr     x7, [x6, #BP_PAGE]
        str     x9, [x7, #DP_COMMIT]
        ldr     x6, [x0, #CB_COMMIT_PAGE]
        ldr     x7, [x6, #BP_PAGE]
        ldr     x8, [x7, #DP_COMMIT]
        tst     x8, #~WRITE_MASK
        b.ne    warn
        b       3b

        // Has the tail moved on meanwhile?
4:      ldr     x6, [x0, #CB_COMMIT_PAGE]
        ldr     x7, [x0, #CB_TAIL_PAGE]
        cmp     x6, x7
        b.ne    2b
        b       5b

meanwhile:
        ldr     x1, [x0, #CB_COMMITTING]
        cbnz    x1, 6b
        mov     x1, #1
        add     x2, x0, #CB_COMMITTING
        stadd   x1, [x2]
        b       1b

warn:
        brk     #0x800                          // the kernel warns, and turns the buffer off

        .global ring_buffer_event_data
ring_buffer_event_data:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif

        // Skip a time extend before the event.
        ldr     w1, [x0]
        and     w2, w1, #TYPE_MASK
        cmp     w2, #TYPE_PADDING
        b.ls    data
        ldr     w1, [x0, #8]!
        and     w2, w1, #TYPE_MASK
data:
        cmp     w2, #TYPE_DATA_MAX
        b.hi    warn

        // After the header, or after the word that has the length of long data.
        add     x3, x0, #4
        add     x0, x0, #8
        cmp     w2, #0
        csel    x0, x3, x0, ne
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
