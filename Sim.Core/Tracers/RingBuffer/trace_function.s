// trace_function: writes one function event. call_filter_check_discard: does a filter of the event throw it away?
// Kernels 5.18 to 6.12, gcc 12 at -O2. RING_BUFFER_6_12 chooses the 6.12.95 build, else it is the 6.1.176 build.
//
// trace_function: reserve, fill the common part and the two addresses, ask the filter, commit. The event's data are 24 bytes:
// type (2), flags (1), preemption and migration depth (1), pid (4), ip (8), parent ip (8).
// In       x0 trace_array, x1 ip, x2 parent ip, w3 context as tracing_gen_ctx_irq_test packs it.
// Symbols  event_function (its trace_event_call); trace_taskinfo_save, trace_buffered_event (per-CPU); ring_buffer_*.
// Constants TR_BUFFER, TASK_PID, CALL_FLAGS.
// Instructions, calls left out: 57 in 6.1, 56 in 6.12 (debian-kernel-icount).
//
// call_filter_check_discard: 4 instructions without a filter, as measured: no filter can be set here.

        .region tracer

        .set    TRACE_FN, 1
        .set    ENTRY_BYTES, 24
        .set    ENTRY_TYPE, 0
        .set    ENTRY_FLAGS, 2
        .set    ENTRY_DEPTH, 3
        .set    ENTRY_PID, 4
        .set    ENTRY_IPS, 8
        .set    FILTERED_BIT, 0

        .global trace_function
trace_function:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-64]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]
        str     x23, [sp, #48]
        mov     x21, x1                         // ip
        mov     x22, x2                         // parent ip
        mov     w20, w3                         // context

        // Room in this CPU's buffer, or none: then the event is lost.
        ldr     x19, [x0, #TR_BUFFER]
        mov     x1, #ENTRY_BYTES
        mov     x0, x19
        bl      ring_buffer_lock_reserve
        mov     x23, x0                         // event
        cbz     x0, leave

        // What every event begins with.
        bl      ring_buffer_event_data
        mrs     x1, sp_el0
        ldr     w1, [x1, #TASK_PID]
        strb    w20, [x0, #ENTRY_DEPTH]
        str     w1, [x0, #ENTRY_PID]
        mov     w2, #TRACE_FN
        strh    w2, [x0, #ENTRY_TYPE]
        lsr     w2, w20, #16
        strb    w2, [x0, #ENTRY_FLAGS]

        // What a function event adds.
        mov     x0, x23
        bl      ring_buffer_event_data
        stp     x21, x22, [x0, #ENTRY_IPS]
        nop                                     // patched into a branch while function events are exported elsewhere too

        // Is it filtered out?
        mov     x3, x23
        mov     x2, x19
        mov     x1, x0
        adrp    x0, event_function
        add     x0, x0, #:lo12:event_function
        bl      call_filter_check_discard
        tst     w0, #0xff
        b.ne    leave

        // The task's name is to be kept; and was the event made in a page beside the buffer? Only others than this tracer do that.
        mrs     x1, tpidr_el1
        adrp    x0, trace_taskinfo_save
        add     x0, x0, #:lo12:trace_taskinfo_save
        mov     w2, #1
        strb    w2, [x0, x1]
        adrp    x0, trace_buffered_event
        add     x0, x0, #:lo12:trace_buffered_event
        mov     x1, sp                          // the compiler is told that the offset depends on the stack
        mrs     x1, tpidr_el1                   // for each per-CPU variable again
        ldr     x0, [x0, x1]
        cmp     x0, x23
        b.ne    in_buffer
        brk     #0x800                          // no such page exists here
in_buffer:
        .ifndef RING_BUFFER_6_12
        mov     x1, x23                         // the event, an argument that later kernels dropped
        .endif
        mov     x0, x19
        bl      ring_buffer_unlock_commit

leave:
        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldr     x23, [sp, #48]
        ldp     x29, x30, [sp], #64
        .ifdef PAC
        autiasp
        .endif
        ret

        .global call_filter_check_discard
call_filter_check_discard:
        ldr     w1, [x0, #CALL_FLAGS]
        tbnz    w1, #FILTERED_BIT, filtered
        mov     w0, #0
        ret

filtered:
        brk     #0x800                          // no filter is set here
