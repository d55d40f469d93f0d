// ring_buffer_lock_reserve: reserves room for an event in this CPU's ring buffer. rb_start_commit: says that an event is being written.
// Kernels 5.18 to 6.12, gcc 12 at -O2. RING_BUFFER_6_12 chooses the 6.12.95 build, else it is the 6.1.176 build.
// STACKPROTECTOR_STRONG, INIT_STACK_ALL_ZERO: struct rb_event_info is zeroed by a call of memset.
//
// In       x0 trace_buffer, x1 bytes of data.
// Out      x0 the event's header, or 0: recording is off here, or this context is writing already, or there is no room.
// Symbols  __memset, __rb_reserve_next; in 6.1 cpu_number (per-CPU).
// Constants RB_*, CB_*, INFO_*, TASK_*; ZERO_STACK, PAC_IN_LEAVES.
// Stack    112 bytes: the info (56), the canary at 56, x29, x30, x19 to x21.
//
// Instructions, calls left out: ring_buffer_lock_reserve 89 in 6.1, 88 in 6.12;
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

        .set    STACK_BYTES, 112
        .set    INFO, 0
        .set    CANARY, 56
        .set    FRAME, 64

        .global ring_buffer_lock_reserve
ring_buffer_lock_reserve:
        .ifdef PAC
        paciasp
        .endif
        sub     sp, sp, #STACK_BYTES
        stp     x29, x30, [sp, #FRAME]
        add     x29, sp, #FRAME
        mrs     x2, sp_el0
        stp     x19, x20, [sp, #FRAME + 16]
        .ifndef RING_BUFFER_6_12
        str     x21, [sp, #FRAME + 32]
        .endif

        // Stack protector: the task's canary after the info, and no copy left in a register.
        ldr     x3, [x2, #TASK_STACK_CANARY]
        str     x3, [sp, #CANARY]
        mov     x3, #0

        // Is this buffer recording, does it have this CPU, is the CPU's part recording?
        mov     x20, x1                         // bytes
        ldr     w4, [x0, #RB_RECORD_DISABLED]
        cbnz    w4, none
        .ifdef RING_BUFFER_6_12
        mrs     x5, sp_el0
        ldr     w2, [x5, #TASK_CPU]
        ldr     x4, [x0, #RB_CPUMASK]           // a mask of its own: a kernel for more CPUs than fit here
        .else
        mrs     x4, tpidr_el1
        adrp    x3, cpu_number
        add     x3, x3, #:lo12:cpu_number
        ldr     w2, [x3, x4]
        add     x4, x0, #RB_CPUMASK
        .endif
        lsr     w3, w2, #6                      // word of the mask of CPUs
        ldr     x3, [x4, x3, lsl #3]
        lsr     x3, x3, x2
        tbz     w3, #0, none
        .ifdef RING_BUFFER_6_12
        str     x21, [sp, #FRAME + 32]
        .endif
        ldr     x3, [x0, #RB_BUFFERS]
        ldr     x19, [x3, w2, sxtw #3]          // ring_buffer_per_cpu

        // Does it fit on a page at all?
        .ifdef RING_BUFFER_6_12
        ldr     w21, [x19, #CB_RECORD_DISABLED]
        cbnz    w21, off
        ldr     w3, [x0, #RB_MAX_DATA]          // pages may be larger than 4 KiB
        cmp     x3, x20
        b.lo    off
        .else
        ldr     w21, [x19, #CB_RECORD_DISABLED]
        cmp     x20, #MAX_DATA
        ccmp    w21, #0, #0, ls
        b.ne    none
        mrs     x5, sp_el0
        .endif

        // One event at a time per context: how deep in interrupts are we (0 normal to 3 NMI)?
        ldr     w3, [x5, #TASK_PREEMPT_COUNT]
        tst     w3, #NMI_MASK
        cset    w2, ne
        tst     w3, #NMI_HARDIRQ_MASK
        cinc    w2, w2, ne
        mov     w4, #SERVING_SOFTIRQ            // no immediate of TST: in two steps
        movk    w4, #NMI_HARDIRQ_MASK >> 16, lsl #16
        tst     w3, w4
        cinc    w2, w2, ne

        // Its bit must be clear: test and set it.
        ldr     w6, [x19, #CB_NEST]
        ldr     w5, [x19, #CB_CURRENT_CONTEXT]
        mov     w7, #1
        sub     w4, w6, w2
        add     w4, w4, #NORMAL_BIT
        lsl     w2, w7, w4
        tst     w5, w2
        b.ne    recursed
set_bit:
        orr     w5, w5, w2
        str     w5, [x19, #CB_CURRENT_CONTEXT]

        // What is known of the event: nothing yet.
        .ifdef ZERO_STACK
        mov     x2, #INFO_BYTES
        mov     w1, #0
        mov     x0, sp
        bl      __memset
        .endif

        mov     x0, x19
        bl      rb_start_commit

        // Bytes to reserve: data and header, in words; a length of its own for long data. 12 would be too short for a time extend.
        // Neither kernel lets snapshots swap the buffer meanwhile.
        mov     x4, #2 * HEADER_BYTES
        cbz     x20, time_stamps
        cmp     x20, #MAX_SMALL
        b.hi    long_data
round_up:
        add     x20, x20, #HEADER_BYTES + 3
        and     w5, w20, #~3
        mov     x4, #16
        and     x20, x20, #~3
        cmp     w5, #12
        csel    x4, x20, x4, ne
time_stamps:
        ldr     x1, [x19, #CB_BUFFER]
        str     x4, [sp, #INFO + INFO_LENGTH]
        ldrb    w1, [x1, #RB_TIME_STAMP_ABS]
        cbnz    w1, absolute
        mov     w20, #MOST_TRIES

        // Until there is room: a full page that was left after means another try.
again:
        str     xzr, [sp, #INFO + INFO_DELTA]
        str     w21, [sp, #INFO + INFO_ADD_TIMESTAMP] // 0: the CPU's part is recording
        mov     x1, sp
        mov     x0, x19
        bl      __rb_reserve_next
        cmn     x0, #EAGAIN
        b.eq    full
        .ifdef RING_BUFFER_6_12
        cbz     x0, no_room
        ldr     x21, [sp, #FRAME + 32]
        b       leave
        .else
        cbnz    x0, leave
        .endif

        // No room: the event is not being written any more, and this context's bit, the lowest of those set, is cleared.
no_room:
        mov     x1, #-1
        add     x2, x19, #CB_COMMITTING
        stadd   x1, [x2]
        ldr     w1, [x19, #CB_CURRENT_CONTEXT]
        sub     w2, w1, #1
        and     w1, w1, w2
        str     w1, [x19, #CB_CURRENT_CONTEXT]
off:
        .ifdef RING_BUFFER_6_12
        ldr     x21, [sp, #FRAME + 32]
        .endif
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

        ldp     x19, x20, [sp, #FRAME + 16]
        .ifndef RING_BUFFER_6_12
        ldr     x21, [sp, #FRAME + 32]
        .endif
        ldp     x29, x30, [sp, #FRAME]
        add     sp, sp, #STACK_BYTES
        .ifdef PAC
        autiasp
        .endif
        ret

long_data:
        add     x20, x20, #4
        b       round_up
full:
        subs    w20, w20, #1
        b.ne    again
        brk     #0x800                          // the kernel warns, and turns the buffer off
absolute:
        brk     #0x800                          // buffers with absolute time stamps are not made here

        // The bit is set already: the transition bit allows one event more, as an interrupt may come before preempt_count tells of it.
recursed:
        mov     w2, #1
        lsl     w2, w2, w6
        tst     w2, w5
        b.eq    set_bit
        b       off

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
