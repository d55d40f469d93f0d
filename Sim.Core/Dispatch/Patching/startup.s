// ftrace_startup and ftrace_shutdown: an ops begins to trace, or ends. With __register_ftrace_function, __unregister_ftrace_function,
// update_ftrace_function, ftrace_modify_all_code and ftrace_update_ftrace_func. Kernels 6.1 and 6.12, gcc 12 at -O2.
//
// In       x0 ops, with its filter in place; w1 commands besides those that follow from it.
// Out      w0 0.
// Symbols  ftrace_ops_list, ftrace_list_end, function_trace_op, ftrace_disabled, ftrace_enabled, ftrace_start_up, ftrace_trace_function,
//          saved_ftrace_func, set_function_trace_op, removed_ops, _sdata, _edata.
// Constants OPS_*, FL_*, REC_*, PG_*; CALL_OPS_LITERAL.
//
// Not here: the mutex around both, the search for other ops that modify the instruction pointer (nobody does), the call of other CPUs between
// the two updates of the common trampoline (there is one CPU), and after ftrace_shutdown the waits for tasks that may still be in a tracer.

        .region registration

        .set    UPDATE_CALLS_BIT, 0
        .set    UPDATE_TRACE_FUNC_BIT, 2
        .set    MAY_SLEEP_BIT, 5
        .set    ADDING, 0x100
        .set    REMOVING, 0x200
        .set    EBUSY, 16

        .global ftrace_startup
ftrace_startup:
        paciasp
        stp     x29, x30, [sp, #-64]!
        mov     x29, sp
        adrp    x2, ftrace_disabled
        stp     x19, x20, [sp, #16]
        ldr     w2, [x2, #:lo12:ftrace_disabled]
        cbnz    w2, 9f
        mov     x20, x0                         // ops
        stp     x21, x22, [sp, #32]
        mov     w22, w1                         // commands
        bl      __register_ftrace_function
        cbnz    w0, 9f

        // It counts as enabled from here on.
        ldr     x0, [x20, #OPS_FLAGS]
        adrp    x1, ftrace_start_up
        mov     x2, #ADDING + (1 << FL_ENABLED_BIT)
        orr     x0, x0, x2
        str     x0, [x20, #OPS_FLAGS]
        ldr     w0, [x1, #:lo12:ftrace_start_up]
        add     w0, w0, #1
        str     w0, [x1, #:lo12:ftrace_start_up]

        // Its functions have one user more: does that change what their callsites call?
        mov     x0, x20
        mov     w1, #1
        bl      __ftrace_hash_rec_update
        tst     w0, #0xff
        b.eq    1f
        orr     w22, w22, #1 << UPDATE_CALLS_BIT

        // Does the common trampoline call somebody else now?
1:      adrp    x21, saved_ftrace_func
        adrp    x2, ftrace_trace_function
        ldr     x1, [x21, #:lo12:saved_ftrace_func]
        ldr     x0, [x2, #:lo12:ftrace_trace_function]
        cmp     x1, x0
        b.eq    2f
        orr     w22, w22, #1 << UPDATE_TRACE_FUNC_BIT
        str     x0, [x21, #:lo12:saved_ftrace_func]

2:      cbz     w22, 3f
        adrp    x0, ftrace_enabled              // kernel.ftrace_enabled
        ldr     w0, [x0, #:lo12:ftrace_enabled]
        cbz     w0, 3f
        mov     w0, w22
        bl      arch_ftrace_update_code

3:      ldr     x0, [x20, #OPS_FLAGS]
        and     x0, x0, #~ADDING
        str     x0, [x20, #OPS_FLAGS]
        mov     w0, #0
        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldp     x29, x30, [sp], #64
        autiasp
        ret
9:      brk     #0x800                          // tracing is off after a failure, or the ops is registered already

        .global ftrace_shutdown
ftrace_shutdown:
        paciasp
        stp     x29, x30, [sp, #-64]!
        mov     x29, sp
        adrp    x2, ftrace_disabled
        stp     x19, x20, [sp, #16]
        ldr     w2, [x2, #:lo12:ftrace_disabled]
        cbnz    w2, 9b
        stp     x21, x22, [sp, #32]
        mov     x20, x0                         // ops
        mov     w22, w1                         // commands
        bl      __unregister_ftrace_function
        cbnz    w0, 9b
        adrp    x1, ftrace_start_up
        ldr     w0, [x1, #:lo12:ftrace_start_up]
        sub     w0, w0, #1
        str     w0, [x1, #:lo12:ftrace_start_up]
        tbnz    w0, #31, 9b

        // Its functions have one user less.
        mov     x0, x20
        mov     w1, #0
        bl      __ftrace_hash_rec_update
        ldr     x2, [x20, #OPS_FLAGS]
        tst     w0, #0xff
        b.eq    1f
        orr     w22, w22, #1 << UPDATE_CALLS_BIT
1:      and     x2, x2, #~(1 << FL_ENABLED_BIT)
        str     x2, [x20, #OPS_FLAGS]
        adrp    x21, saved_ftrace_func
        adrp    x3, ftrace_trace_function
        ldr     x1, [x21, #:lo12:saved_ftrace_func]
        ldr     x0, [x3, #:lo12:ftrace_trace_function]
        cmp     x1, x0
        b.eq    2f
        orr     w22, w22, #1 << UPDATE_TRACE_FUNC_BIT
        str     x0, [x21, #:lo12:saved_ftrace_func]

2:      cbz     w22, 6f
        adrp    x0, ftrace_enabled
        ldr     w0, [x0, #:lo12:ftrace_enabled]
        cbz     w0, 6f

        // Patch; whoever asks which trampoline a record uses finds the leaving ops and its hashes here.
        ldr     x0, [x20, #OPS_FUNC_HASH]
        orr     x2, x2, #REMOVING
        adrp    x21, removed_ops
        str     x2, [x20, #OPS_FLAGS]
        str     x20, [x21, #:lo12:removed_ops]
        ldp     x0, x1, [x0, #OPSHASH_NOTRACE]
        stp     x0, x1, [x20, #OPS_OLD_HASH]
        mov     w0, w22
        bl      arch_ftrace_update_code

        // Nobody left? Then no record may have a flag that only users give.
        adrp    x1, ftrace_ops_list
        adrp    x0, ftrace_list_end
        ldr     x1, [x1, #:lo12:ftrace_ops_list]
        add     x0, x0, #:lo12:ftrace_list_end
        cmp     x1, x0
        b.ne    5f
        adrp    x3, ftrace_pages_start
        ldr     x19, [x3, #:lo12:ftrace_pages_start]
        cbz     x19, 5f
        .region record_check
3:      ldr     w0, [x19, #PG_INDEX]
        mov     w4, #0
        cmp     w0, #0
        b.le    41f
4:      ldr     x3, [x19, #PG_RECORDS]
        sbfiz   x1, x4, #REC_SHIFT, #32
        add     x2, x3, x1
        ldr     x5, [x2, #REC_FLAGS]
        .ifdef FL_SAVE_REGS_BIT                 // kernels before 6.2 keep one bit only, so that the others fit an immediate
        tst     w5, #~REC_KEEP_MASK & 0xffffffff
        .else
        mov     w6, #~REC_KEEP_MASK & 0xffffffff
        tst     w5, w6
        .endif
        b.ne    7f
        add     w4, w4, #1
        cmp     w4, w0
        b.lt    4b
41:     ldr     x19, [x19, #PG_NEXT]
        cbnz    x19, 3b

        .region registration
5:      ldr     x2, [x20, #OPS_FLAGS]
        str     xzr, [x21, #:lo12:removed_ops]
        stp     xzr, xzr, [x20, #OPS_OLD_HASH]
        and     x2, x2, #~REMOVING
        str     x2, [x20, #OPS_FLAGS]

6:      mov     w0, #0
        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldp     x29, x30, [sp], #64
        autiasp
        ret
7:      brk     #0x800                          // FTRACE_WARN_ON_ONCE

// In       x0 ops.
// Out      w0 0, or a negative error.
        .global __register_ftrace_function
__register_ftrace_function:
        paciasp
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        ldr     x1, [x0, #OPS_FLAGS]
        tbnz    w1, #FL_ENABLED_BIT, 9f

        // What is not the kernel's own data may go away: dynamic.
        adrp    x2, _sdata
        add     x2, x2, #:lo12:_sdata
        cmp     x0, x2
        b.lo    1f
        adrp    x2, _edata
        add     x2, x2, #:lo12:_edata
        cmp     x0, x2
        b.lo    2f
1:      orr     x1, x1, #1 << FL_DYNAMIC_BIT
        str     x1, [x0, #OPS_FLAGS]

        // At the head of the list; seen by walkers only when it points on.
2:      adrp    x3, ftrace_ops_list
        add     x3, x3, #:lo12:ftrace_ops_list
        ldr     x2, [x3]
        str     x2, [x0, #OPS_NEXT]
        stlr    x0, [x3]

        ldr     x1, [x0, #OPS_FUNC]             // to be put back when it leaves
        str     x1, [x0, #OPS_SAVED_FUNC]
        adrp    x2, ftrace_enabled
        ldr     w2, [x2, #:lo12:ftrace_enabled]
        cbz     w2, 3f
        bl      update_ftrace_function
3:      mov     w0, #0
        ldp     x29, x30, [sp], #32
        autiasp
        ret
9:      mov     w0, #-EBUSY
        ldp     x29, x30, [sp], #32
        autiasp
        ret

        .global __unregister_ftrace_function
__unregister_ftrace_function:
        paciasp
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        ldr     x1, [x0, #OPS_FLAGS]
        tbz     w1, #FL_ENABLED_BIT, 9b

        // Out of the list.
        adrp    x1, ftrace_ops_list
        add     x1, x1, #:lo12:ftrace_ops_list
1:      ldr     x2, [x1]
        cmp     x2, x0
        b.eq    2f
        add     x1, x2, #OPS_NEXT
        b       1b
2:      ldr     x2, [x0, #OPS_NEXT]
        str     x2, [x1]

        str     x0, [sp, #16]
        adrp    x2, ftrace_enabled
        ldr     w2, [x2, #:lo12:ftrace_enabled]
        cbz     w2, 3f
        bl      update_ftrace_function
3:      ldr     x0, [sp, #16]
        ldr     x1, [x0, #OPS_SAVED_FUNC]
        str     x1, [x0, #OPS_FUNC]
        mov     w0, #0
        ldp     x29, x30, [sp], #32
        autiasp
        ret

// Whom the common trampoline shall call: nobody, the only ops' function if that is safe without the list, else the list function.
        .global update_ftrace_function
update_ftrace_function:
        adrp    x1, ftrace_ops_list
        adrp    x2, ftrace_list_end
        ldr     x1, [x1, #:lo12:ftrace_ops_list]
        add     x2, x2, #:lo12:ftrace_list_end
        adrp    x0, set_function_trace_op
        str     x1, [x0, #:lo12:set_function_trace_op]
        cmp     x1, x2
        b.eq    3f
        ldr     x3, [x1, #OPS_NEXT]
        cmp     x3, x2
        b.ne    1f
        ldr     x3, [x1, #OPS_FLAGS]
        mov     x4, #(1 << FL_DYNAMIC_BIT) + (1 << FL_RCU_BIT)
        tst     x3, x4
        b.ne    2f
        tbnz    w3, #FL_RECURSION_BIT, 5f
        ldr     x3, [x1, #OPS_FUNC]
        b       4f
1:      str     x2, [x0, #:lo12:set_function_trace_op]
2:      adrp    x3, arch_ftrace_ops_list_func
        add     x3, x3, #:lo12:arch_ftrace_ops_list_func
        b       4f
3:      adrp    x3, ftrace_stub
        add     x3, x3, #:lo12:ftrace_stub
        b       4f
5:      adrp    x3, ftrace_ops_assist_func
        add     x3, x3, #:lo12:ftrace_ops_assist_func
4:      adrp    x0, ftrace_trace_function
        str     x3, [x0, #:lo12:ftrace_trace_function]
        ret

// In       w0 commands. arm64 patches one instruction a callsite, so that nobody need be stopped.
        .global arch_ftrace_update_code
arch_ftrace_update_code:
        orr     w0, w0, #1 << MAY_SLEEP_BIT

// In       w0 commands.
        .global ftrace_modify_all_code
ftrace_modify_all_code:
        paciasp
        stp     x29, x30, [sp, #-48]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        mov     w19, w0
        ubfx    x0, x19, #MAY_SLEEP_BIT, #1
        lsl     w20, w0, #1
        tbz     w19, #UPDATE_TRACE_FUNC_BIT, 1f

        // While some callsites are switched and others are not, the list function keeps each ops to its functions.
        adrp    x0, arch_ftrace_ops_list_func
        add     x0, x0, #:lo12:arch_ftrace_ops_list_func
        bl      ftrace_update_ftrace_func
        cbnz    w0, 9f

1:      tbz     w19, #UPDATE_CALLS_BIT, 2f
        orr     w0, w20, #1
        bl      ftrace_replace_code

2:      tbz     w19, #UPDATE_TRACE_FUNC_BIT, 3f
        adrp    x1, ftrace_trace_function
        adrp    x2, arch_ftrace_ops_list_func
        ldr     x0, [x1, #:lo12:ftrace_trace_function]
        add     x2, x2, #:lo12:arch_ftrace_ops_list_func
        cmp     x0, x2
        b.eq    3f
        adrp    x3, set_function_trace_op
        adrp    x4, function_trace_op
        ldr     x3, [x3, #:lo12:set_function_trace_op]
        str     x3, [x4, #:lo12:function_trace_op]
        dmb     ishst                           // the ops before the function that takes it
        bl      ftrace_update_ftrace_func
        cbnz    w0, 9f

3:      ldp     x19, x20, [sp, #16]
        ldp     x29, x30, [sp], #48
        autiasp
        ret
9:      brk     #0x800                          // FTRACE_WARN_ON

// In       x0 function. Where callsites have a literal the common trampoline calls through it, and there is nothing to patch.
        .global ftrace_update_ftrace_func
ftrace_update_ftrace_func:
        .ifdef CALL_OPS_LITERAL
        mov     w0, #0
        ret
        .else
        paciasp
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        adrp    x2, ftrace_call
        mov     x1, x0
        add     x0, x2, #:lo12:ftrace_call
        str     x0, [sp, #16]
        mov     w2, #1
        bl      aarch64_insn_gen_branch_imm
        mov     w1, w0
        ldr     x0, [sp, #16]
        bl      aarch64_insn_patch_text_nosync
        ldp     x29, x30, [sp], #32
        autiasp
        ret
        .endif
