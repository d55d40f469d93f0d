// The benchmark: a loop that calls one empty tracee nr_function_calls times, and the tracees. One module, gcc 12 at -O2.
//
// tracee_relevant is the one that is called. tracee_irrelevant never is: filters of irrelevant tracers contain it.
//
// Entry    call_loop. Call boundaries are at call_loop_head, the first instruction of an iteration. call_loop_end is reached
//          once, after the last call: the run stops there.
// Symbols  nr_function_calls: 32-bit variable, a module parameter that is read again before every call.
// Callsites tracee_relevant_callsite, tracee_irrelevant_callsite: a NOP, patched to BL. With CALL_OPS_LITERAL the ops literal
//          is 8 bytes before the entry. With STATIC_MCOUNT: a BL to _mcount that stays; with NO_ENTRY: nothing.
// Constants PAC_IN_LEAVES, CALL_OPS_LITERAL, MCOUNT_ENTRY, STATIC_MCOUNT, MCOUNT_PLT, NO_ENTRY, LOOP_TESTS_FIRST.
//
// LOOP_TESTS_FIRST: the compiler left the loop's test at its top, as it did in the 6.1.176 build, not in the 6.12.95 build.
//
// Instructions per call without tracers (debian-kernel-icount):
//   loop 5:   alu 2, load 1, cond_taken 1, bl 1; with LOOP_TESTS_FIRST 6: alu 2, load 1, b 1, cond_not_taken 1, bl 1.
//   tracee 3: alu 1, ret 1, hint 1; with PAC_IN_LEAVES 5 (2 hints more); with MCOUNT_ENTRY 6, with NO_ENTRY 1
//   (neither measured).

        .region tracee

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // ops literal
        .endif

        .global tracee_relevant
tracee_relevant:
        .ifdef MCOUNT_ENTRY
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp
        mov     x0, x30                         // return address, for _mcount
        .else
        .ifndef NO_ENTRY
        mov     x9, x30                         // return address, for ftrace_caller: made from a NOP at boot
        .endif
        .endif

        .global tracee_relevant_callsite
tracee_relevant_callsite:
        .ifdef STATIC_MCOUNT
        .ifdef MCOUNT_PLT
        bl      _mcount_plt                     // as the module's loader relocates the call of _mcount where it does not reach
        .else
        bl      _mcount                         // never patched
        .endif
        .else
        .ifndef NO_ENTRY
        nop                                     // patched
        .endif
        .endif

        .ifdef MCOUNT_ENTRY
        ldp     x29, x30, [sp], #16
        .endif
        .ifdef PAC_IN_LEAVES
        paciasp
        autiasp
        .endif
        ret

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // ops literal
        .endif

        .global tracee_irrelevant
tracee_irrelevant:
        .ifdef MCOUNT_ENTRY
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp
        mov     x0, x30
        .else
        .ifndef NO_ENTRY
        mov     x9, x30
        .endif
        .endif

        .global tracee_irrelevant_callsite
tracee_irrelevant_callsite:
        .ifdef STATIC_MCOUNT
        .ifdef MCOUNT_PLT
        bl      _mcount_plt                     // as the module's loader relocates the call of _mcount where it does not reach
        .else
        bl      _mcount                         // never patched
        .endif
        .else
        .ifndef NO_ENTRY
        nop                                     // patched
        .endif
        .endif

        .ifdef MCOUNT_ENTRY
        ldp     x29, x30, [sp], #16
        .endif
        .ifdef PAC_IN_LEAVES
        paciasp
        autiasp
        .endif
        ret

        .region caller

        .global call_loop
call_loop:
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        mov     w19, #0                         // calls made
        adrp    x20, nr_function_calls

        .ifdef LOOP_TESTS_FIRST

        .global call_loop_head
call_loop_head:
        ldr     w0, [x20, #:lo12:nr_function_calls]
        cmp     w19, w0
        b.hs    1f
        bl      tracee_relevant
        add     w19, w19, #1
        b       call_loop_head

        .else

        // The test of the first call is before the loop, which the compiler aligns so that it lies in one cache line.
        ldr     w0, [x20, #:lo12:nr_function_calls]
        cbz     w0, 1f
        .balign 32

        .global call_loop_head
call_loop_head:
        bl      tracee_relevant
        add     w19, w19, #1
        ldr     w0, [x20, #:lo12:nr_function_calls]
        cmp     w19, w0
        b.lo    call_loop_head

        .endif

1:      ldp     x19, x20, [sp, #16]
        ldp     x29, x30, [sp], #32

        .global call_loop_end
call_loop_end:
        nop                                     // the run stops here: its caller is not simulated
