// ftrace_make_call, ftrace_make_nop, ftrace_modify_call, and what they choose the instruction and the literal by: ftrace_find_callable_addr,
// arm64_rec_get_ops, ftrace_find_unique_ops. Kernels 6.1 and 6.12, gcc 12 at -O2; ftrace_modify_code and the literal's write are inlined.
// arch/arm64/kernel/ftrace.c is built without tracing.
//
// With CALL_OPS_LITERAL the literal is written first: a callsite must never call with a stale one. Then the instruction is read, compared
// with what it should be, and replaced.
//
// Out      w0 0, or a negative error.
// Constants REC_*, TASK_STACK_CANARY, OPS_*; CALL_OPS_LITERAL, KPROBES_TRACED.

        .region patch_code

        .set    EINVAL, 22
        .set    EFAULT, 14
        .set    NOP, 0xd503201f
        .set    FRAME, 32
        .set    STACK_BYTES, 80
        .set    SLOT_ADDR, 8            // whom to call
        .set    SLOT_WORD, 20           // the instruction as it is
        .set    SLOT_CANARY, 24

// In       x0 record, x1 the trampoline to call.
        .global ftrace_make_call
ftrace_make_call:
        paciasp
        sub     sp, sp, #STACK_BYTES
        mrs     x3, sp_el0
        stp     x29, x30, [sp, #FRAME]
        add     x29, sp, #FRAME
        stp     x19, x20, [sp, #48]
        str     x21, [sp, #64]
        mov     x21, x0                         // record
        ldr     x19, [x0, #REC_IP]
        str     x1, [sp, #SLOT_ADDR]
        ldr     x1, [x3, #TASK_STACK_CANARY]
        str     x1, [sp, #SLOT_CANARY]
        mov     x1, #0

        .ifdef CALL_OPS_LITERAL
        bl      arm64_rec_get_ops
        mov     x1, x0
        ldr     x2, [x21, #REC_IP]
        sub     x0, x2, #12                     // the literal stands at the entry - 8, whether or not a BTI is before the callsite
        and     x0, x0, #~7
        bl      aarch64_insn_write_literal_u64
        cbnz    w0, 9f
        .endif

        ldr     x0, [x21, #REC_IP]
        add     x2, sp, #SLOT_ADDR
        mov     x1, #0
        bl      ftrace_find_callable_addr
        tst     w0, #0xff
        b.eq    7f

        // Old: a NOP; new: BL.
        .ifdef KPROBES_TRACED
        bl      aarch64_insn_gen_nop            // a function of its own in this kernel
        mov     w20, w0
        .endif
        ldr     x1, [sp, #SLOT_ADDR]
        mov     w2, #1                          // with link
        mov     x0, x19
        bl      aarch64_insn_gen_branch_imm
        mov     w21, w0

        // Is the old one there? Read so that a bad address does no harm.
        add     x1, sp, #SLOT_WORD
        mov     x0, x19
        str     wzr, [sp, #SLOT_WORD]
        bl      aarch64_insn_read
        cbnz    w0, 8f
        ldr     w0, [sp, #SLOT_WORD]
        .ifndef KPROBES_TRACED
        mov     w20, #NOP & 0xffff
        movk    w20, #NOP >> 16, lsl #16
        .endif
        cmp     w20, w0
        b.ne    7f

        mov     w1, w21
        mov     x0, x19
        bl      aarch64_insn_patch_text_nosync
        cmp     w0, #0
        csetm   w0, ne                          // -EPERM

9:      mrs     x1, sp_el0
        ldr     x3, [sp, #SLOT_CANARY]
        ldr     x2, [x1, #TASK_STACK_CANARY]
        subs    x3, x3, x2
        mov     x2, #0
        b.ne    10f
        ldp     x29, x30, [sp, #FRAME]
        ldp     x19, x20, [sp, #48]
        ldr     x21, [sp, #64]
        add     sp, sp, #STACK_BYTES
        autiasp
        ret
7:      mov     w0, #-EINVAL
        b       9b
8:      mov     w0, #-EFAULT
        b       9b
10:     brk     #0x800                          // __stack_chk_fail

// In       x0 null, or the module that is being loaded; x1 record, x2 the trampoline that is called now.
        .global ftrace_make_nop
ftrace_make_nop:
        paciasp
        sub     sp, sp, #STACK_BYTES
        mrs     x3, sp_el0
        stp     x29, x30, [sp, #FRAME]
        add     x29, sp, #FRAME
        stp     x19, x20, [sp, #48]
        mov     x20, x0                         // module
        str     x21, [sp, #64]
        mov     x19, x1                         // record
        str     x2, [sp, #SLOT_ADDR]
        ldr     x21, [x1, #REC_IP]
        ldr     x0, [x3, #TASK_STACK_CANARY]
        str     x0, [sp, #SLOT_CANARY]
        mov     x0, #0

        .ifdef CALL_OPS_LITERAL
        adrp    x1, nop_ops                     // from now on nobody's function, should a call be under way
        add     x1, x1, #:lo12:nop_ops
        sub     x0, x21, #12
        and     x0, x0, #~7
        bl      aarch64_insn_write_literal_u64
        cbnz    w0, 9f
        .endif

        ldr     x0, [x19, #REC_IP]
        mov     x1, x20
        add     x2, sp, #SLOT_ADDR
        bl      ftrace_find_callable_addr
        tst     w0, #0xff
        b.eq    7f

        // Old: BL; new: a NOP.
        ldr     x1, [sp, #SLOT_ADDR]
        mov     w2, #1
        mov     x0, x21
        bl      aarch64_insn_gen_branch_imm
        mov     w19, w0
        .ifdef KPROBES_TRACED
        bl      aarch64_insn_gen_nop
        mov     w20, w0
        .endif

        add     x1, sp, #SLOT_WORD
        mov     x0, x21
        str     wzr, [sp, #SLOT_WORD]
        bl      aarch64_insn_read
        cbnz    w0, 8f
        ldr     w0, [sp, #SLOT_WORD]
        cmp     w19, w0
        b.ne    7f

        .ifdef KPROBES_TRACED
        mov     w1, w20
        .else
        mov     w1, #NOP & 0xffff
        movk    w1, #NOP >> 16, lsl #16
        .endif
        mov     x0, x21
        bl      aarch64_insn_patch_text_nosync
        cmp     w0, #0
        csetm   w0, ne

9:      mrs     x1, sp_el0
        ldr     x3, [sp, #SLOT_CANARY]
        ldr     x2, [x1, #TASK_STACK_CANARY]
        subs    x3, x3, x2
        mov     x2, #0
        b.ne    10f
        ldp     x29, x30, [sp, #FRAME]
        ldp     x19, x20, [sp, #48]
        ldr     x21, [sp, #64]
        add     sp, sp, #STACK_BYTES
        autiasp
        ret
7:      mov     w0, #-EINVAL
        b       9b
8:      mov     w0, #-EFAULT
        b       9b
10:     brk     #0x800

// In       x0 record, x1 the trampoline that is called now, x2 the one to call.
        .global ftrace_modify_call
ftrace_modify_call:
        paciasp
        sub     sp, sp, #STACK_BYTES
        mrs     x3, sp_el0
        stp     x29, x30, [sp, #FRAME]
        add     x29, sp, #FRAME
        stp     x19, x20, [sp, #48]
        str     x21, [sp, #64]
        mov     x21, x0                         // record
        ldr     x19, [x0, #REC_IP]
        str     x1, [sp, #0]                    // the old trampoline
        str     x2, [sp, #SLOT_ADDR]
        ldr     x1, [x3, #TASK_STACK_CANARY]
        str     x1, [sp, #SLOT_CANARY]
        mov     x1, #0

        .ifdef CALL_OPS_LITERAL
        bl      arm64_rec_get_ops               // the list's, once a second ops is there
        mov     x1, x0
        sub     x0, x19, #12
        and     x0, x0, #~7
        bl      aarch64_insn_write_literal_u64
        cbnz    w0, 9f
        .endif

        mov     x0, x19
        mov     x1, #0
        mov     x2, sp
        bl      ftrace_find_callable_addr
        tst     w0, #0xff
        b.eq    7f
        mov     x0, x19
        mov     x1, #0
        add     x2, sp, #SLOT_ADDR
        bl      ftrace_find_callable_addr
        tst     w0, #0xff
        b.eq    7f

        ldr     x1, [sp, #0]
        mov     w2, #1
        mov     x0, x19
        bl      aarch64_insn_gen_branch_imm
        mov     w20, w0
        ldr     x1, [sp, #SLOT_ADDR]
        mov     w2, #1
        mov     x0, x19
        bl      aarch64_insn_gen_branch_imm
        mov     w21, w0

        add     x1, sp, #SLOT_WORD
        mov     x0, x19
        str     wzr, [sp, #SLOT_WORD]
        bl      aarch64_insn_read
        cbnz    w0, 8f
        ldr     w0, [sp, #SLOT_WORD]
        cmp     w20, w0
        b.ne    7f

        mov     w1, w21
        mov     x0, x19
        bl      aarch64_insn_patch_text_nosync
        cmp     w0, #0
        csetm   w0, ne

9:      mrs     x1, sp_el0
        ldr     x3, [sp, #SLOT_CANARY]
        ldr     x2, [x1, #TASK_STACK_CANARY]
        subs    x3, x3, x2
        mov     x2, #0
        b.ne    10f
        ldp     x29, x30, [sp, #FRAME]
        ldp     x19, x20, [sp, #48]
        ldr     x21, [sp, #64]
        add     sp, sp, #STACK_BYTES
        autiasp
        ret
7:      mov     w0, #-EINVAL
        b       9b
8:      mov     w0, #-EFAULT
        b       9b
10:     brk     #0x800

// In       x0 callsite, x1 null or the module being loaded, x2 where the trampoline's address stands.
// Out      w0 1 if a BL reaches it, 0 if not: a module that needs its PLT entry is not simulated here.
        .global ftrace_find_callable_addr
ftrace_find_callable_addr:
        paciasp
        stp     x29, x30, [sp, #-32]!           // the module of a far callsite would be looked up
        mov     x5, #0x8000000                  // 128 MiB
        mov     x29, sp
        str     x19, [sp, #16]
        mov     x19, x2
        mov     x4, #0xfffffff
        ldr     x2, [x2]
        sub     x3, x2, x0
        add     x3, x3, x5
        cmp     x3, x4
        cset    w0, ls
        ldr     x19, [sp, #16]
        ldp     x29, x30, [sp], #32
        autiasp
        ret

        .ifdef CALL_OPS_LITERAL

        .region literal_write

// In       x0 record.
// Out      x0 the ops that its literal must name: its only one, or the list's.
        .global arm64_rec_get_ops
arm64_rec_get_ops:
        ldr     x1, [x0, #REC_FLAGS]
        tbnz    w1, #REC_CALL_OPS_EN_BIT, 1f
        adrp    x0, ftrace_list_ops
        add     x0, x0, #:lo12:ftrace_list_ops
        ret
1:      paciasp
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp
        bl      ftrace_find_unique_ops
        cbz     x0, 2f
        ldp     x29, x30, [sp], #16
        autiasp
        ret
2:      brk     #0x800                          // WARN_ON: the flags say that there is one

// In       x0 record.
// Out      x0 the only ops in the list whose hashes let the record pass, or null. Writes x1 to x9.
        .global ftrace_find_unique_ops
ftrace_find_unique_ops:
        adrp    x1, ftrace_ops_list
        paciasp
        stp     x29, x30, [sp, #-16]!
        adrp    x7, ftrace_list_end
        add     x7, x7, #:lo12:ftrace_list_end
        mov     x29, sp
        ldr     x9, [x0, #REC_IP]
        mov     x8, #0                          // found so far
        ldr     x6, [x1, #:lo12:ftrace_ops_list]
1:      mov     x0, x9
        ldr     x2, [x6, #OPS_FUNC_HASH]
        ldp     x5, x1, [x2, #OPSHASH_NOTRACE]
        mov     x2, x5
        bl      hash_contains_ip                // keeps x5 to x9
        tst     w0, #0xff
        b.eq    2f
        cbnz    x8, 3f
        mov     x8, x6
2:      ldr     x6, [x6, #OPS_NEXT]
        cmp     x6, #0
        ccmp    x6, x7, #4, ne
        b.ne    1b
4:      ldp     x29, x30, [sp], #16
        autiasp
        mov     x0, x8
        ret
3:      mov     x8, #0                          // a second one: not unique
        b       4b

        .endif
