// ring_buffer_lock_reserve: reserves room for an event in this CPU's ring buffer. rb_start_commit: says that an event is being written.
// Kernels 5.18 to 6.12, gcc 12 at -O2. RING_BUFFER_6_12 chooses the 6.12.95 build, else it is the 6.1.176 build.
// STACKPROTECTOR_STRONG, INIT_STACK_ALL_ZERO: struct rb_event_info is zeroed by a call of memset.
//
// In       x0 trace_buffer, x1 bytes of data.
// Out      x0 the event's header, or 0: recording is off here, or this context is writing already, or there is no room.
// Symbols  cpu_number (per-CPU); __memset, __rb_reserve_next.
// Constants RB_*, CB_*, INFO_*, TASK_*; ZERO_STACK, PAC_IN_LEAVES.
// Stack    144 bytes: x29, x30, x19 to x23, the info (56) at 64, the canary at 136.
//
// Instructions, calls left out: ring_buffer_lock_reserve 93 in 6.1, measured 89; 94 in 6.12, measured 88;
// rb_start_commit 11 with PAC_IN_LEAVES, else 9 (debian-kernel-icount).
// local_t operations are one LSE atomic each, after a branch to an LL/SC loop that is patched into a NOP where the core has LSE: 7 atomics
// are measured per event, and 14 would be with exclusives.

        .region tracer

        .set    NMI_MASK, 0xf00000
        .set    NMI_HARDIRQ_MASK, 0xff0000
        .set    SERVING_SOFTIRQ, 0x100

        // Bits of current_context: 0 transition, 1 NMI, 2 IRQ, 3 softirq, 4 normal.
        .set    NORMAL_BIT, 4

        .set    HEADER_BYTES, 4
        .set    MAX_DATA, 4068                  // a page without its header and an event's two words
        .set    MAX_SMALL, 112                  // longer data have their length in a word of their own
        .set    MOST_TRIES, 1000
        .set    EAGAIN, 11

        .set    STACK_BYTES, 144
        .set    INFO, 64
        .set    CANARY, 136

        .global ring_buffer_lock_reserve
ring_buffer_lock_reserve:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-STACK_BYTES]!
        mrs     x2, sp_el0
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]
        str     x23, [sp, #48]

        // Stack protector: the task's canary after the info, and no copy left in a register.
        ldr     x3, [x2, #TASK_STACK_CANARY]
        str     x3, [sp, #CANARY]
        mov     x3, #0

        // Is this buffer recording, does it have this CPU, is the CPU's part recording?
        ldr     w2, [x0, #RB_RECORD_DISABLED]
        cbnz    w2, none
        mov     x20, x0                         // trace_buffer
        mov     x21, x1                         // bytes
        mrs     x2, tpidr_el1
        adrp    x3, cpu_number
        add     x3, x3, #:lo12:cpu_number
        ldr     w2, [x3, x2]
        lsr     w3, w2, #6                      // word of the mask of CPUs
        add     x4, x20, #RB_CPUMASK
        ldr     x3, [x4, w3, uxtw #3]
        lsr     x3, x3, x2
        tbz     w3, #0, none
        ldr     x3, [x20, #RB_BUFFERS]
        ldr     x19, [x3, w2, sxtw #3]          // ring_buffer_per_cpu
        ldr     w2, [x19, #CB_RECORD_DISABLED]
        cbnz    w2, none

        // Does it fit on a page at all?
        .ifdef RING_BUFFER_6_12
        ldr     x3, [x20, #RB_MAX_DATA]         // pages may be larger than 4 KiB
        cmp     x21, x3
        .else
        cmp     x21, #MAX_DATA
        .endif
        b.hi    none

        // One event at a time per context: how deep in interrupts are we (0 normal to 3 NMI)?
        mrs     x3, sp_el0
        ldr     w3, [x3, #TASK_PREEMPT_COUNT]
        tst     w3, #NMI_MASK
        cset    w2, ne
        tst     w3, #NMI_HARDIRQ_MASK
        cinc    w2, w2, ne
        mov     w4, #SERVING_SOFTIRQ            // no immediate of TST: in two steps
        movk    w4, #NMI_HARDIRQ_MASK >> 16, lsl #16
        tst     w3, w4
        cinc    w2, w2, ne

        // Its bit must be clear: test and set it.
        ldr     w5, [x19, #CB_CURRENT_CONTEXT]
        ldr     w6, [x19, #CB_NEST]
        mov     w4, #NORMAL_BIT
        sub     w4, w4, w2
        add     w4, w4, w6
        mov     w2, #1
        lsl     w2, w2, w4
        tst     w2, w5
        b.ne    recursed
set_bit:
        orr     w5, w5, w2
        str     w5, [x19, #CB_CURRENT_CONTEXT]

        // What is known of the event: nothing yet.
        .ifdef ZERO_STACK
        mov     x2, #INFO_BYTES
        mov     w1, #0
        add     x0, sp, #INFO
        bl      __memset
        .endif

        mov     x0, x19
        bl      rb_start_commit

        // A snapshot may have swapped the buffers meanwhile.
        ldr     x0, [x19, #CB_BUFFER]
        cmp     x0, x20
        b.ne    no_room

        // Bytes to reserve: data and header, in words; a length of its own for long data. 12 would be too short for a time extend.
        cmp     x21, #0
        cinc    x21, x21, eq
        cmp     x21, #MAX_SMALL
        b.ls    round_up
        add     x21, x21, #4
round_up:
        add     x21, x21, #HEADER_BYTES + 3
        and     x21, x21, #~3
        cmp     x21, #12
        b.ne    time_stamps
        mov     x21, #16
time_stamps:
        ldrb    w1, [x20, #RB_TIME_STAMP_ABS]
        cbz     w1, relative
        brk     #0x800                          // buffers with absolute time stamps are not made here
relative:
        mov     w23, #MOST_TRIES

        // Until there is room: a full page that was left after means another try.
again:
        str     x21, [sp, #INFO + INFO_LENGTH]
        str     wzr, [sp, #INFO + INFO_ADD_TIMESTAMP]
        str     xzr, [sp, #INFO + INFO_DELTA]
        subs    w23, w23, #1
        b.eq    endless
        add     x1, sp, #INFO
        mov     x0, x19
        bl      __rb_reserve_next
        cmn     x0, #EAGAIN
        b.eq    again
        cbnz    x0, leave

        // No room: the event is not being written any more, and this context's bit, the lowest of those set, is cleared.
no_room:
        mov     x1, #-1
        add     x2, x19, #CB_COMMITTING
        stadd   x1, [x2]
        ldr     w1, [x19, #CB_CURRENT_CONTEXT]
        sub     w2, w1, #1
        and     w1, w1, w2
        str     w1, [x19, #CB_CURRENT_CONTEXT]
none:
        mov     x0, #0

        // Stack protector: the canary must be what it was.
leave:
        mrs     x1, sp_el0
        ldr     x3, [sp, #CANARY]
        ldr     x2, [x1, #TASK_STACK_CANARY]
        subs    x3, x3, x2
        mov     x2, #0
        b.ne    smashed

        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldr     x23, [sp, #48]
        ldp     x29, x30, [sp], #STACK_BYTES
        .ifdef PAC
        autiasp
        .endif
        ret

        // The bit is set already: the transition bit allows one event more, as an interrupt may come before preempt_count tells of it.
recursed:
        mov     w2, #1
        lsl     w2, w2, w6
        tst     w2, w5
        b.eq    set_bit
        b       none

endless:
        brk     #0x800                          // the kernel warns, and turns the buffer off
smashed:
        brk     #0x800                          // the kernel panics

        // One more event is being written, and one more begun: the second tells an interrupted commit that others came between.
        .global rb_start_commit
rb_start_commit:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        nop                                     // LSE: no branch to the LL/SC loop
        mov     x2, #1
        add     x1, x0, #CB_COMMITTING
        stadd   x2, [x1]
        nop                                     // LSE
        mov     x2, #1
        add     x1, x0, #CB_COMMITS
        stadd   x2, [x1]
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
