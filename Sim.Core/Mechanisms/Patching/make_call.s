// ftrace_make_call, ftrace_make_nop, ftrace_modify_call, and what they choose the instruction and the literal by: ftrace_find_callable_addr,
// arm64_rec_get_ops, ftrace_find_unique_ops. Kernels 6.1 and 6.12, from described behaviour.
// arch/arm64/kernel/ftrace.c is built without tracing.
//
// With CALL_OPS_LITERAL the literal is written first: a callsite must never call with a stale one. Then the instruction is read, compared
// with what it should be, and replaced.
//
// Out      w0 0, or a negative error.
// Symbols  ftrace_ops_list, ftrace_list_end, ftrace_list_ops, nop_ops; hash_contains_ip.
// Constants REC_*, TASK_STACK_CANARY, OPS_*; CALL_OPS_LITERAL, PAC_IN_LEAVES.

        .region patch_code

        .set    EPERM, 1
        .set    EFAULT, 14
        .set    EINVAL, 22
        .set    LINK, 1                         // a BL, for aarch64_insn_gen_branch_imm
        .set    BRANCH_REACH, 128 << 20
        .set    LITERAL_BYTES, 8
        .set    CALLSITE_TO_LITERAL, 12         // at least: more where a BTI is between

        // On the stack: addresses of trampolines, which may be replaced, and the canary.
        .set    FRAME_BYTES, 80
        .set    TO, 56
        .set    FROM, 64
        .set    CANARY, 72

// In       x0 record, x1 the trampoline to call.
        .global ftrace_make_call
ftrace_make_call:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-FRAME_BYTES]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        str     x21, [sp, #32]
        mov     x19, x0                         // record
        ldr     x20, [x0, #REC_IP]

        // Stack protector: the task's canary after the address, and no copy left in a register.
        mrs     x2, sp_el0
        ldr     x3, [x2, #TASK_STACK_CANARY]
        str     x3, [sp, #CANARY]
        mov     x3, #0
        str     x1, [sp, #TO]

        .ifdef CALL_OPS_LITERAL
        bl      arm64_rec_get_ops
        mov     x1, x0
        mov     x0, x19
        bl      set_ops
        cbnz    w0, leave
        .endif

        // Which BL, instead of a NOP?
        mov     x0, x20
        mov     x1, #0
        add     x2, sp, #TO
        bl      ftrace_find_callable_addr
        tst     w0, #0xff
        mov     w0, #-EINVAL
        b.eq    leave
        bl      aarch64_insn_gen_nop
        mov     w21, w0
        mov     x0, x20
        ldr     x1, [sp, #TO]
        mov     w2, #LINK
        bl      aarch64_insn_gen_branch_imm
        mov     w2, w0
        mov     w1, w21
        mov     x0, x20
        bl      replace
        b       leave

// In       x0 null, or the module that is being loaded; x1 record, x2 the trampoline that is called now.
        .global ftrace_make_nop
ftrace_make_nop:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-FRAME_BYTES]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        str     x21, [sp, #32]
        mov     x19, x0                         // module
        ldr     x20, [x1, #REC_IP]
        mrs     x3, sp_el0                      // stack protector, as above
        ldr     x4, [x3, #TASK_STACK_CANARY]
        str     x4, [sp, #CANARY]
        mov     x4, #0
        str     x2, [sp, #FROM]

        // Whoever is about to call meets an ops that does nothing.
        .ifdef CALL_OPS_LITERAL
        mov     x0, x1
        adrp    x1, nop_ops
        add     x1, x1, #:lo12:nop_ops
        bl      set_ops
        cbnz    w0, leave
        .endif

        // Which BL is it that a NOP replaces?
        mov     x0, x20
        mov     x1, x19
        add     x2, sp, #FROM
        bl      ftrace_find_callable_addr
        tst     w0, #0xff
        mov     w0, #-EINVAL
        b.eq    leave
        mov     x0, x20
        ldr     x1, [sp, #FROM]
        mov     w2, #LINK
        bl      aarch64_insn_gen_branch_imm
        mov     w21, w0
        bl      aarch64_insn_gen_nop
        mov     w2, w0
        mov     w1, w21
        mov     x0, x20
        bl      replace
        b       leave

// In       x0 record, x1 the trampoline that is called now, x2 the one to call.
        .global ftrace_modify_call
ftrace_modify_call:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-FRAME_BYTES]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        str     x21, [sp, #32]
        mov     x19, x0                         // record
        ldr     x20, [x0, #REC_IP]
        mrs     x3, sp_el0                      // stack protector, as above
        ldr     x4, [x3, #TASK_STACK_CANARY]
        str     x4, [sp, #CANARY]
        mov     x4, #0
        str     x1, [sp, #FROM]
        str     x2, [sp, #TO]

        .ifdef CALL_OPS_LITERAL
        bl      arm64_rec_get_ops
        mov     x1, x0
        mov     x0, x19
        bl      set_ops
        cbnz    w0, leave
        .endif

        // Both BLs.
        mov     x0, x20
        mov     x1, #0
        add     x2, sp, #FROM
        bl      ftrace_find_callable_addr
        tst     w0, #0xff
        mov     w0, #-EINVAL
        b.eq    leave
        mov     x0, x20
        mov     x1, #0
        add     x2, sp, #TO
        bl      ftrace_find_callable_addr
        tst     w0, #0xff
        mov     w0, #-EINVAL
        b.eq    leave
        mov     x0, x20
        ldr     x1, [sp, #FROM]
        mov     w2, #LINK
        bl      aarch64_insn_gen_branch_imm
        mov     w21, w0
        mov     x0, x20
        ldr     x1, [sp, #TO]
        mov     w2, #LINK
        bl      aarch64_insn_gen_branch_imm
        mov     w2, w0
        mov     w1, w21
        mov     x0, x20
        bl      replace

leave:  mrs     x1, sp_el0
        ldr     x2, [sp, #CANARY]
        ldr     x3, [x1, #TASK_STACK_CANARY]
        subs    x2, x2, x3
        mov     x3, #0
        b.ne    smashed
        ldp     x19, x20, [sp, #16]
        ldr     x21, [sp, #32]
        ldp     x29, x30, [sp], #FRAME_BYTES
        .ifdef PAC
        autiasp
        .endif
        ret

smashed:
        brk     #0x800                          // the kernel panics

// Replaces an instruction, if it is the one that is expected.
// In       x0 callsite, w1 what is expected, w2 what it becomes.
// Out      w0 0, or a negative error.
replace:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-FRAME_BYTES]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        str     x21, [sp, #32]
        mov     x19, x0
        mov     w20, w1
        mov     w21, w2
        mrs     x3, sp_el0                      // stack protector, as above
        ldr     x4, [x3, #TASK_STACK_CANARY]
        str     x4, [sp, #CANARY]
        mov     x4, #0
        .ifdef ZERO_STACK
        str     wzr, [sp, #FROM]
        .endif
        add     x1, sp, #FROM
        bl      aarch64_insn_read
        cbnz    w0, unreadable
        ldr     w1, [sp, #FROM]
        cmp     w1, w20
        b.ne    unexpected
        mov     x0, x19
        mov     w1, w21
        bl      aarch64_insn_patch_text_nosync
        cmp     w0, #0
        mov     w1, #-EPERM
        csel    w0, w0, w1, eq
        b       leave
unreadable:
        mov     w0, #-EFAULT
        b       leave
unexpected:
        mov     w0, #-EINVAL
        b       leave

// In       x0 callsite, x1 null or the module being loaded, x2 where the trampoline's address is.
// Out      w0 1 if a BL reaches it, 0 if not: a module that needs its PLT entry is not simulated here. Writes x3 to x5 and the flags.
        .global ftrace_find_callable_addr
ftrace_find_callable_addr:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        ldr     x3, [x2]
        sub     x3, x3, x0
        mov     x4, #BRANCH_REACH
        add     x5, x3, x4
        cmp     x5, x4, lsl #1
        cset    w0, lo
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

        .region literal_write

        .ifdef CALL_OPS_LITERAL
// In       x0 record, x1 the ops that its literal is to name.
// Out      w0 0, or a negative error.
set_ops:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp
        ldr     x0, [x0, #REC_IP]
        sub     x0, x0, #CALLSITE_TO_LITERAL
        and     x0, x0, #-LITERAL_BYTES
        bl      aarch64_insn_write_literal_u64
        ldp     x29, x30, [sp], #16
        .ifdef PAC
        autiasp
        .endif
        ret
        .endif

// In       x0 record.
// Out      x0 the ops that its literal must name: its only one, or the list's.
        .global arm64_rec_get_ops
arm64_rec_get_ops:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        str     x19, [sp, #16]
        ldr     x1, [x0, #REC_FLAGS]
        tbz     w1, #REC_CALL_OPS_EN_BIT, by_list
        bl      ftrace_find_unique_ops
        mov     x19, x0
        cbz     x0, by_list

        // The literal's trampoline calls its function as it is: one that asks for a guard gets it from the list's only.
        bl      ftrace_ops_get_func
        ldr     x1, [x19, #OPS_FUNC]
        cmp     x0, x1
        mov     x0, x19
        b.eq    has_ops
by_list:
        adrp    x0, ftrace_list_ops
        add     x0, x0, #:lo12:ftrace_list_ops
has_ops:
        ldr     x19, [sp, #16]
        ldp     x29, x30, [sp], #32
        .ifdef PAC
        autiasp
        .endif
        ret

// In       x0 record.
// Out      x0 the only ops in the list whose hashes let the record pass, or null. Writes x1 to x9.
        .global ftrace_find_unique_ops
ftrace_find_unique_ops:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp
        ldr     x5, [x0, #REC_IP]
        mov     x8, #0                          // the one
        adrp    x7, ftrace_list_end
        add     x7, x7, #:lo12:ftrace_list_end
        adrp    x6, ftrace_ops_list
        ldr     x6, [x6, #:lo12:ftrace_ops_list]
each_ops:
        cmp     x6, x7
        b.eq    all_asked
        mov     x9, x6
        ldr     x1, [x6, #OPS_FUNC_HASH]
        ldr     x6, [x6, #OPS_NEXT]
        ldp     x2, x1, [x1]                    // notrace hash, filter
        mov     x0, x5
        bl      hash_contains_ip
        tst     w0, #0xff
        b.eq    each_ops
        cbnz    x8, another
        mov     x8, x9
        b       each_ops
another:
        mov     x8, #0
all_asked:
        mov     x0, x8
        ldp     x29, x30, [sp], #16
        .ifdef PAC
        autiasp
        .endif
        ret
