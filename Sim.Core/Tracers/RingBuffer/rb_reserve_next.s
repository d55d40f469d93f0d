// __rb_reserve_next: takes the next bytes of the tail page for an event, and writes the event's header.
// Kernels 5.18 to 6.12, gcc 12 at -O2. RING_BUFFER_6_12 chooses the 6.12.95 build, else it is the 6.1.176 build.
//
// The write index is raised by one atomic. If nothing came between, the event's time is the difference to the last one's, in 27 bits;
// a longer difference takes a time extend of 8 bytes before the event. The first event of a page has the page's time, and difference 0.
//
// In       x0 ring_buffer_per_cpu, x1 rb_event_info with the length.
// Out      x0 the event's header; -EAGAIN after a full page was left; 0 if there is no page to go to.
// Constants CB_*, RB_*, BP_*, DP_*, INFO_*.
//
// Instructions, calls left out: 102 in 6.1, 104 in 6.12 (debian-kernel-icount).
// The way to the next page, every 145 events, mirrors rb_move_tail and rb_reset_tail in what it does, not in its instructions: it is not
// measured, and the flags that the real ones keep in the pages' links for readers on other CPUs are left out, as there is no reader.

        .region tracer

        .set    WRITE_MASK, 0xfffff             // above it the real index counts how often writers met
        .set    ADD_EXTEND_BIT, 1
        .set    ADD_FORCE_OR_ABSOLUTE, 12
        .set    ADD_ABSOLUTE_BIT, 3

        .set    HEADER_BYTES, 4
        .set    MIN_BYTES, 8
        .set    EXTEND_BYTES, 8
        .set    DELTA_BITS, 27
        .set    TYPE_BITS, 5
        .set    MAX_SMALL, 112
        .set    TYPE_PADDING, 29
        .set    TYPE_TIME_EXTEND, 30
        .set    MOST_NESTED, 5
        .set    EAGAIN, 11

        .global __rb_reserve_next
__rb_reserve_next:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-96]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]
        stp     x23, x24, [sp, #48]
        stp     x25, x26, [sp, #64]
        str     x27, [sp, #80]
        mov     x19, x0                         // ring_buffer_per_cpu
        mov     x20, x1                         // info

        // The page, where its end is now, and both time stamps: what they are before and after shows whether another writer came between.
        ldr     x21, [x0, #CB_TAIL_PAGE]
        str     x21, [x1, #INFO_TAIL_PAGE]
        ldr     x22, [x21, #BP_WRITE]
        and     x22, x22, #WRITE_MASK
        ldr     x0, [x19, #CB_BEFORE_STAMP]
        str     x0, [x20, #INFO_BEFORE]
        ldr     x1, [x19, #CB_WRITE_STAMP]
        str     x1, [x20, #INFO_AFTER]

        // Now, by the clock of the buffer.
        ldr     x0, [x19, #CB_BUFFER]
        ldr     x0, [x0, #RB_CLOCK]
        blr     x0
        str     x0, [x20, #INFO_TS]
        ldr     w1, [x20, #INFO_ADD_TIMESTAMP]
        tbz     w1, #ADD_ABSOLUTE_BIT, relative
        brk     #0x800                          // no buffer with absolute time stamps is made here

        // Time since the last event; does it fit in the header? On a new page it does not matter.
relative:
        cbnz    x22, since_last
        str     xzr, [x20, #INFO_DELTA]
        b       reserve
since_last:
        ldr     x2, [x20, #INFO_AFTER]
        ldr     x3, [x20, #INFO_BEFORE]
        cmp     x3, x2
        b.ne    unsupported
        sub     x2, x0, x2
        str     x2, [x20, #INFO_DELTA]
        lsr     x3, x2, #DELTA_BITS
        cbnz    x3, extend

        // Announce the time, then take the bytes.
reserve:
        str     x0, [x19, #CB_BEFORE_STAMP]
        ldr     x23, [x20, #INFO_LENGTH]
        nop                                     // LSE
        mov     x1, x23
        add     x2, x21, #BP_WRITE
        ldaddal x1, x1, [x2]
        add     x1, x1, x23
        and     x1, x1, #WRITE_MASK
        sub     x4, x1, x23                     // where the event is

        // Is the page full, or was there another writer?
        .ifdef RING_BUFFER_6_12
        ldr     x2, [x19, #CB_BUFFER]
        ldr     w2, [x2, #RB_SUBBUF_BYTES]      // pages may be larger than 4 KiB
        cmp     x1, x2
        .else
        cmp     x1, #DP_DATA_BYTES
        .endif
        b.hi    move_tail
        cmp     x4, x22
        b.ne    unsupported

        // Nothing came between: this event's time is the last one's from now on.
        ldr     x0, [x20, #INFO_TS]
        str     x0, [x19, #CB_WRITE_STAMP]
        ldr     w1, [x20, #INFO_ADD_TIMESTAMP]
        tst     w1, #ADD_FORCE_OR_ABSOLUTE
        b.ne    unsupported
        ldr     x0, [x20, #INFO_TS]
        ldr     x2, [x20, #INFO_AFTER]
        sub     x2, x0, x2
        str     x2, [x20, #INFO_DELTA]
        cbz     x4, first_delta
place:
        ldr     x5, [x21, #BP_PAGE]
        add     x5, x5, #DP_DATA
        mov     w24, w4                         // the index, as 32 bits
        add     x5, x5, x24                     // event

        // For readers who interrupt: the time of the event being written, by depth of nesting.
        ldr     x2, [x19, #CB_COMMITTING]
        sub     x2, x2, #1
        cmp     x2, #MOST_NESTED
        b.hs    unsupported
        ldr     x0, [x20, #INFO_TS]
        add     x3, x19, #CB_EVENT_STAMP
        str     x0, [x3, x2, lsl #3]

        // The header: length in words, and time difference.
        ldr     w1, [x20, #INFO_ADD_TIMESTAMP]
        ldr     x2, [x20, #INFO_DELTA]
        ldr     x25, [x20, #INFO_LENGTH]
        mov     w3, w25                         // as 32 bits
        cbnz    w1, write_extend
header:
        and     w2, w2, #(1 << DELTA_BITS) - 1
        ldr     w6, [x5]
        bfi     w6, w2, #TYPE_BITS, #DELTA_BITS
        str     w6, [x5]
        sub     w3, w3, #HEADER_BYTES
        cmp     w3, #MAX_SMALL
        b.hi    long_data
        add     w3, w3, #3
        lsr     w3, w3, #2
        ldr     w6, [x5]
        bfi     w6, w3, #0, #TYPE_BITS
        str     w6, [x5]

        // One more entry on the page, which has its time from its first.
count:
        nop                                     // LSE
        mov     x1, #1
        add     x2, x21, #BP_ENTRIES
        stadd   x1, [x2]
        cbz     x4, first_time

        // So many bytes more in the buffer.
add_bytes:
        nop                                     // LSE
        ldr     x1, [x20, #INFO_LENGTH]
        add     x2, x19, #CB_ENTRIES_BYTES
        stadd   x1, [x2]
        mov     x0, x5

leave:
        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldp     x23, x24, [sp, #48]
        ldp     x25, x26, [sp, #64]
        ldr     x27, [sp, #80]
        ldp     x29, x30, [sp], #96
        .ifdef PAC
        autiasp
        .endif
        ret

        // Long data: type 0, and the length after the header.
long_data:
        ldr     w6, [x5]
        bfi     w6, wzr, #0, #TYPE_BITS
        str     w6, [x5]
        str     w3, [x5, #HEADER_BYTES]
        b       count

        // The first event of a page has its time.
first_delta:
        str     xzr, [x20, #INFO_DELTA]
        b       place
first_time:
        ldr     x0, [x20, #INFO_TS]
        ldr     x1, [x21, #BP_PAGE]
        str     x0, [x1, #DP_TIME_STAMP]
        b       add_bytes

        // More than 27 bits of time: room for a time extend, which holds the rest in a word of its own.
extend:
        orr     w1, w1, #1 << ADD_EXTEND_BIT
        str     w1, [x20, #INFO_ADD_TIMESTAMP]
        ldr     x1, [x20, #INFO_LENGTH]
        add     x1, x1, #EXTEND_BYTES
        str     x1, [x20, #INFO_LENGTH]
        b       reserve
write_extend:
        lsl     w1, w2, #TYPE_BITS
        orr     w1, w1, #TYPE_TIME_EXTEND
        lsr     x2, x2, #DELTA_BITS
        stp     w1, w2, [x5], #EXTEND_BYTES
        sub     w3, w3, #EXTEND_BYTES
        mov     x2, #0
        b       header

        // The page is full. The next one must not hold events that are being written: a whole ring of them.
move_tail:
        ldr     x0, [x21, #BP_NEXT]
        ldr     x1, [x19, #CB_COMMIT_PAGE]
        cmp     x0, x1
        b.eq    no_page

        // If it holds the oldest events, they are lost.
        ldr     x1, [x19, #CB_HEAD_PAGE]
        ldr     x2, [x0, #BP_PAGE]
        cmp     x0, x1
        b.ne    empty_page
        ldr     x3, [x0, #BP_ENTRIES]
        add     x1, x19, #CB_OVERRUN
        stadd   x3, [x1]
        ldr     x3, [x2, #DP_COMMIT]
        neg     x3, x3
        add     x1, x19, #CB_ENTRIES_BYTES
        stadd   x3, [x1]
        ldr     x1, [x0, #BP_NEXT]
        str     x1, [x19, #CB_HEAD_PAGE]
empty_page:
        str     xzr, [x0, #BP_WRITE]
        str     xzr, [x0, #BP_ENTRIES]
        str     xzr, [x2, #DP_COMMIT]
        str     x0, [x19, #CB_TAIL_PAGE]
        mov     x1, #1
        add     x2, x19, #CB_PAGES_TOUCHED
        stadd   x1, [x2]

        // The rest of the old page is padding, so that its readers go on: an event of its length, or only a header if no event fits.
        mov     x1, #DP_DATA_BYTES
        str     x1, [x21, #BP_WRITE]
        subs    x1, x1, x4
        b.eq    try_again
        ldr     x5, [x21, #BP_PAGE]
        add     x5, x5, #DP_DATA
        add     x5, x5, x4
        mov     w2, #TYPE_PADDING
        cmp     x1, #MIN_BYTES
        b.lo    no_event_fits
        sub     w1, w1, #HEADER_BYTES
        orr     w2, w2, #1 << TYPE_BITS
        stp     w2, w1, [x5]
        b       try_again
no_event_fits:
        str     w2, [x5]
        str     x4, [x21, #BP_WRITE]
try_again:
        mov     x0, #-EAGAIN
        b       leave

no_page:
        str     x22, [x21, #BP_WRITE]
        mov     x0, #0
        b       leave

        // Another writer came between, or there are more contexts than can be: neither happens here.
unsupported:
        brk     #0x800
