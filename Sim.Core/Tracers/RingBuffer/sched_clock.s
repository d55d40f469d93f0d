// trace_clock_local, sched_clock, arch_counter_get_cntvct: the time of an event in nanoseconds, from the virtual counter.
// Kernels 5.5 to 6.12, gcc 12 at -O2. RING_BUFFER_6_12 chooses the 6.12.95 build, where sched_clock calls sched_clock_noinstr.
//
// The clock's parameters are kept twice; an odd sequence number says that the second copy is the good one. No reader waits: if the
// number changed while they were read, they are read again.
//
// Out      x0 nanoseconds, in arch_counter_get_cntvct ticks of the counter. Everything that a C function may write is written.
// Symbols  cd: the clock's data, one line.
// Constants CD_*; PAC_IN_LEAVES, BTI.
//
// Instructions, calls left out (debian-kernel-icount): trace_clock_local 7; sched_clock 35 in 6.1; in 6.12 sched_clock 7 and
// sched_clock_noinstr 35; arch_counter_get_cntvct 8 with PAC_IN_LEAVES, else 6.

        .region tracer

        .global trace_clock_local
trace_clock_local:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp
        bl      sched_clock
        ldp     x29, x30, [sp], #16
        .ifdef PAC
        autiasp
        .endif
        ret

        .global sched_clock
sched_clock:
        .ifdef RING_BUFFER_6_12
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp
        bl      sched_clock_noinstr
        ldp     x29, x30, [sp], #16
        .ifdef PAC
        autiasp
        .endif
        ret

        .global sched_clock_noinstr
sched_clock_noinstr:
        .endif
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-64]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]
        str     x23, [sp, #48]
        adrp    x20, cd
        add     x20, x20, #:lo12:cd
        add     x23, x20, #CD_READ_DATA
        mov     w22, #CD_COPY_BYTES

        // Which copy?
1:      ldr     w19, [x20, #CD_SEQ]
        and     w21, w19, #1
        umull   x21, w21, w22
        add     x21, x23, x21

        // All of it.
        ldr     x1, [x21, #CD_READ]
        blr     x1
        ldp     x2, x3, [x21, #CD_EPOCH_NS]     // and the tick of that time
        ldr     x4, [x21, #CD_MASK]
        ldp     w5, w6, [x21, #CD_MULT]         // and the shift

        // Still the same sequence number?
        dmb     ishld
        ldr     w1, [x20, #CD_SEQ]
        cmp     w1, w19
        b.ne    1b

        // Ticks since the copy was made, in nanoseconds: the compiler has moved that after the loop.
        sub     x0, x0, x3
        and     x0, x0, x4
        mov     w5, w5                          // to 64 bits, which the load did already
        mul     x0, x0, x5
        lsr     x0, x0, x6
        add     x0, x0, x2

        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldr     x23, [sp, #48]
        ldp     x29, x30, [sp], #64
        .ifdef PAC
        autiasp
        .endif
        ret

        .global arch_counter_get_cntvct
arch_counter_get_cntvct:
        .ifdef PAC_IN_LEAVES
        paciasp
        .else
        .ifdef BTI
        bti     c                               // called through cd
        .endif
        .endif
        isb                                     // the counter must not be read early
        mrs     x0, cntvct_el0

        // A load whose address depends on the count, though not on its value: later loads stay after it.
        eor     x1, x0, x0
        add     x1, sp, x1
        ldr     xzr, [x1]
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
