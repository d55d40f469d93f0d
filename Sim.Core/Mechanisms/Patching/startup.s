// ftrace_startup and ftrace_shutdown: an ops begins to trace, or ends. With __register_ftrace_function, __unregister_ftrace_function,
// update_ftrace_function, ftrace_ops_get_func, ftrace_modify_all_code and ftrace_update_ftrace_func. Kernels 6.1 and 6.12, from described behaviour.
//
// In       x0 ops, with its filter in place; w1 commands besides those that follow from it.
// Out      w0 0.
// Symbols  ftrace_ops_list, ftrace_list_end, function_trace_op, ftrace_disabled, ftrace_enabled, ftrace_start_up, ftrace_trace_function,
//          saved_ftrace_func, set_function_trace_op, removed_ops, ftrace_pages_start, _sdata, _edata.
// Constants OPS_*, FL_*, REC_*, PG_*; CALL_OPS_LITERAL, PAC_IN_LEAVES.
//
// Instructions per record of the final check: 9. Measured on 6.12: 9.1, by which detaching one function costs more than attaching it.
//
// Not here: the mutex around both, the search for other ops that modify the instruction pointer (there are none), the call of other CPUs between
// the two updates of the common trampoline (there is one CPU), and after ftrace_shutdown the waits for tasks that may still be in a tracer.

        .region registration

        // Commands.
        .set    UPDATE_CALLS_BIT, 0
        .set    DISABLE_CALLS_BIT, 1
        .set    UPDATE_FUNC_BIT, 2
        .set    MAY_SLEEP_BIT, 6

        // What ftrace_replace_code is told.
        .set    REPLACE_ENABLE, 1
        .set    REPLACE_MAY_SLEEP, 2

        .set    ENOENT, 2
        .set    EBUSY, 16
        .set    ENODEV, 19
        .set    EINVAL, 22
        .set    LINK, 1                         // a BL, for aarch64_insn_gen_branch_imm

        .global ftrace_startup
ftrace_startup:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        mov     x19, x0                         // ops
        mov     w20, w1                         // commands
        adrp    x0, ftrace_disabled
        ldr     w0, [x0, #:lo12:ftrace_disabled]
        cbnz    w0, out_of_order

        mov     x0, x19
        bl      __register_ftrace_function
        cbnz    w0, leave
        adrp    x1, ftrace_start_up
        ldr     w0, [x1, #:lo12:ftrace_start_up]
        add     w0, w0, #1
        str     w0, [x1, #:lo12:ftrace_start_up]
        ldr     x0, [x19, #OPS_FLAGS]
        orr     x0, x0, #1 << FL_ENABLED_BIT
        str     x0, [x19, #OPS_FLAGS]

        // One user more for each function of its filter. Must any be patched, or the common trampoline?
        mov     x0, x19
        mov     w1, #1
        bl      __ftrace_hash_rec_update
        tst     w0, #0xff
        orr     w0, w20, #1 << UPDATE_CALLS_BIT
        csel    w20, w0, w20, ne
        bl      update_code
        mov     w0, #0

leave:  ldp     x19, x20, [sp, #16]
        ldp     x29, x30, [sp], #32
        .ifdef PAC
        autiasp
        .endif
        ret

        // Something went wrong before: ftrace is off for good.
out_of_order:
        mov     w0, #-ENODEV
        b       leave

        .global ftrace_shutdown
ftrace_shutdown:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        mov     x19, x0
        mov     w20, w1
        adrp    x0, ftrace_disabled
        ldr     w0, [x0, #:lo12:ftrace_disabled]
        cbnz    w0, out_of_order

        mov     x0, x19
        bl      __unregister_ftrace_function
        cbnz    w0, leave
        adrp    x1, ftrace_start_up
        ldr     w0, [x1, #:lo12:ftrace_start_up]
        subs    w0, w0, #1
        str     w0, [x1, #:lo12:ftrace_start_up]
        b.mi    wrong_count

        // One user less.
        mov     x0, x19
        mov     w1, #0
        bl      __ftrace_hash_rec_update
        tst     w0, #0xff
        orr     w0, w20, #1 << UPDATE_CALLS_BIT
        csel    w20, w0, w20, ne
        ldr     x0, [x19, #OPS_FLAGS]
        bic     x0, x0, #1 << FL_ENABLED_BIT
        str     x0, [x19, #OPS_FLAGS]

        // While callsites change, its trampoline is looked up though it is in the list no more.
        adrp    x0, removed_ops
        str     x19, [x0, #:lo12:removed_ops]
        bl      update_code
        adrp    x0, removed_ops
        str     xzr, [x0, #:lo12:removed_ops]

        // Are there no tracers now? Then no record has anything left.
        adrp    x0, ftrace_ops_list
        ldr     x0, [x0, #:lo12:ftrace_ops_list]
        adrp    x1, ftrace_list_end
        add     x1, x1, #:lo12:ftrace_list_end
        cmp     x0, x1
        b.ne    shut_down

        .region record_check
        mov     x3, #~REC_KEEP_MASK
        adrp    x0, ftrace_pages_start
        ldr     x0, [x0, #:lo12:ftrace_pages_start]
check_group:
        cbz     x0, shut_down
        mov     w1, #0
check:  ldr     w2, [x0, #PG_INDEX]
        cmp     w1, w2
        b.hs    check_next
        ldr     x2, [x0, #PG_RECORDS]
        add     x2, x2, w1, uxtw #REC_SHIFT
        ldr     x2, [x2, #REC_FLAGS]
        add     w1, w1, #1
        tst     x2, x3
        b.eq    check
        brk     #0x800                          // the kernel warns
check_next:
        ldr     x0, [x0, #PG_NEXT]
        b       check_group

        .region registration
shut_down:
        mov     w0, #0
        b       leave

wrong_count:
        brk     #0x800                          // as many end as have begun

// In       w20 commands. Adds that the function of the common trampoline changes, if it does; and carries them out.
update_code:
        adrp    x0, ftrace_trace_function
        ldr     x0, [x0, #:lo12:ftrace_trace_function]
        adrp    x1, saved_ftrace_func
        ldr     x2, [x1, #:lo12:saved_ftrace_func]
        cmp     x0, x2
        b.eq    same_func
        str     x0, [x1, #:lo12:saved_ftrace_func]
        orr     w20, w20, #1 << UPDATE_FUNC_BIT
same_func:
        cbz     w20, nothing
        adrp    x0, ftrace_enabled
        ldr     w0, [x0, #:lo12:ftrace_enabled]
        cbz     w0, nothing
        mov     w0, w20
        b       arch_ftrace_update_code
nothing:
        ret

// In       x0 ops.
// Out      w0 0, or a negative error.
        .global __register_ftrace_function
__register_ftrace_function:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp
        ldr     x1, [x0, #OPS_FLAGS]
        tbnz    w1, #FL_ENABLED_BIT, busy
        .ifndef FL_SAVE_REGS_BIT
        tbnz    w1, #OPS_SAVE_REGS_BIT, cannot  // there is no trampoline that saves all registers
        .endif

        // Objects outside of the image's data may go away while their function still runs.
        adrp    x2, _sdata
        add     x2, x2, #:lo12:_sdata
        adrp    x3, _edata
        add     x3, x3, #:lo12:_edata
        cmp     x0, x2
        ccmp    x0, x3, #2, hs
        orr     x2, x1, #1 << FL_DYNAMIC_BIT
        csel    x1, x2, x1, hs
        str     x1, [x0, #OPS_FLAGS]

        // To the head of the list, complete before it can be found there.
        adrp    x2, ftrace_ops_list
        add     x2, x2, #:lo12:ftrace_ops_list
        ldr     x3, [x2]
        str     x3, [x0, #OPS_NEXT]
        stlr    x0, [x2]
        ldr     x1, [x0, #OPS_FUNC]
        str     x1, [x0, #OPS_SAVED_FUNC]

        adrp    x1, ftrace_enabled
        ldr     w1, [x1, #:lo12:ftrace_enabled]
        cbz     w1, registered
        bl      update_ftrace_function
registered:
        mov     w0, #0
register_leave:
        ldp     x29, x30, [sp], #16
        .ifdef PAC
        autiasp
        .endif
        ret
busy:   mov     w0, #-EBUSY
        b       register_leave
        .ifndef FL_SAVE_REGS_BIT
cannot: mov     w0, #-EINVAL
        b       register_leave
        .endif

        .global __unregister_ftrace_function
__unregister_ftrace_function:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        str     x19, [sp, #16]
        mov     x19, x0
        ldr     x1, [x0, #OPS_FLAGS]
        tbz     w1, #FL_ENABLED_BIT, not_there

        // Out of the list: whoever points to it, the head or another ops, points to the next one instead.
        adrp    x3, ftrace_list_end
        add     x3, x3, #:lo12:ftrace_list_end
        adrp    x1, ftrace_ops_list
        add     x1, x1, #:lo12:ftrace_ops_list
find:   ldr     x2, [x1]
        cmp     x2, x0
        b.eq    unlink
        cmp     x2, x3
        b.eq    not_there
        add     x1, x2, #OPS_NEXT
        b       find
unlink: ldr     x2, [x0, #OPS_NEXT]
        str     x2, [x1]

        adrp    x1, ftrace_enabled
        ldr     w1, [x1, #:lo12:ftrace_enabled]
        cbz     w1, unlinked
        bl      update_ftrace_function
unlinked:
        ldr     x1, [x19, #OPS_SAVED_FUNC]
        str     x1, [x19, #OPS_FUNC]
        mov     w0, #0
unregister_leave:
        ldr     x19, [sp, #16]
        ldp     x29, x30, [sp], #32
        .ifdef PAC
        autiasp
        .endif
        ret
not_there:
        mov     w0, #-ENOENT
        b       unregister_leave

// Whom the common trampoline shall call: none, the only ops' function if that is safe without the list, else the list function.
// Writes x0 to x5 and the flags.
        .global update_ftrace_function
update_ftrace_function:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp
        adrp    x4, ftrace_list_end
        add     x4, x4, #:lo12:ftrace_list_end
        adrp    x0, ftrace_ops_list
        ldr     x0, [x0, #:lo12:ftrace_ops_list]
        adrp    x1, ftrace_stub
        add     x1, x1, #:lo12:ftrace_stub
        cmp     x0, x4
        b.eq    chosen                          // the list is empty

        // Several need the list, and so does one that may go away or that RCU must be watching for.
        adrp    x1, arch_ftrace_ops_list_func
        add     x1, x1, #:lo12:arch_ftrace_ops_list_func
        ldr     x2, [x0, #OPS_NEXT]
        cmp     x2, x4
        csel    x0, x0, x4, eq
        b.ne    chosen
        ldr     x2, [x0, #OPS_FLAGS]
        tbnz    w2, #FL_DYNAMIC_BIT, chosen
        tbnz    w2, #FL_RCU_BIT, chosen
        mov     x5, x0
        bl      ftrace_ops_get_func
        mov     x1, x0
        mov     x0, x5

        // Noted only: callsites and trampoline follow once records have their users.
chosen: adrp    x2, set_function_trace_op
        str     x0, [x2, #:lo12:set_function_trace_op]
        adrp    x2, ftrace_trace_function
        str     x1, [x2, #:lo12:ftrace_trace_function]
        ldp     x29, x30, [sp], #16
        .ifdef PAC
        autiasp
        .endif
        ret

        // For each record more often than for the trampoline.
        .region record_update

// Whom a trampoline calls for an ops that is served alone: its function, or who guards it where it asks for that.
// In       x0 ops.
// Out      x0 the function. Writes x1.
        .global ftrace_ops_get_func
ftrace_ops_get_func:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        ldr     x1, [x0, #OPS_FLAGS]
        tbnz    w1, #FL_RECURSION_BIT, guarded
        tbnz    w1, #FL_RCU_BIT, guarded
        ldr     x0, [x0, #OPS_FUNC]
        b       got_func
guarded:
        adrp    x0, ftrace_ops_assist_func
        add     x0, x0, #:lo12:ftrace_ops_assist_func
got_func:
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

        .region registration

// In       w0 commands. arm64 patches one instruction a callsite, so no CPU need be stopped.
        .global arch_ftrace_update_code
arch_ftrace_update_code:
        orr     w0, w0, #1 << MAY_SLEEP_BIT

// In       w0 commands.
        .global ftrace_modify_all_code
ftrace_modify_all_code:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-48]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        str     x21, [sp, #32]
        mov     w19, w0                         // commands
        adrp    x20, arch_ftrace_ops_list_func
        add     x20, x20, #:lo12:arch_ftrace_ops_list_func

        // The list function is right for any callsite, whatever is patched and what is not yet.
        tbz     w19, #UPDATE_FUNC_BIT, calls
        mov     x0, x20
        bl      ftrace_update_ftrace_func
        cbnz    w0, failed

calls:  mov     w21, #REPLACE_MAY_SLEEP
        tst     w19, #1 << MAY_SLEEP_BIT
        csel    w21, w21, wzr, ne
        orr     w0, w21, #REPLACE_ENABLE
        tbnz    w19, #UPDATE_CALLS_BIT, replace
        mov     w0, w21
        tbz     w19, #DISABLE_CALLS_BIT, replaced
replace:
        bl      ftrace_replace_code
replaced:
        tbz     w19, #UPDATE_FUNC_BIT, modified
        adrp    x0, ftrace_trace_function
        ldr     x0, [x0, #:lo12:ftrace_trace_function]
        cmp     x0, x20
        b.eq    modified

        // Another one: the ops that it is handed must be seen before it is called.
        adrp    x1, set_function_trace_op
        ldr     x1, [x1, #:lo12:set_function_trace_op]
        adrp    x2, function_trace_op
        str     x1, [x2, #:lo12:function_trace_op]
        dmb     ishst
        bl      ftrace_update_ftrace_func
        cbnz    w0, failed
modified:
        ldp     x19, x20, [sp, #16]
        ldr     x21, [sp, #32]
        ldp     x29, x30, [sp], #48
        .ifdef PAC
        autiasp
        .endif
        ret

failed: brk     #0x800                          // ftrace_bug, as in ftrace_replace_code

// In       x0 function. Where callsites have a literal the common trampoline calls through it, and there is nothing to patch.
// Out      w0 0, or a negative error.
        .global ftrace_update_ftrace_func
ftrace_update_ftrace_func:
        .ifdef CALL_OPS_LITERAL
        mov     w0, #0
        ret
        .else
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        str     x19, [sp, #16]
        adrp    x19, ftrace_call
        add     x19, x19, #:lo12:ftrace_call
        mov     x1, x0
        mov     x0, x19
        mov     w2, #LINK
        bl      aarch64_insn_gen_branch_imm
        mov     w1, w0
        mov     x0, x19
        bl      aarch64_insn_patch_text_nosync
        ldr     x19, [sp, #16]
        ldp     x29, x30, [sp], #32
        .ifdef PAC
        autiasp
        .endif
        ret
        .endif
