// The kernel's patching of its own text: aarch64_insn_read, aarch64_insn_patch_text_nosync, __aarch64_insn_write with patch_map inlined,
// aarch64_insn_write_literal_u64, aarch64_insn_gen_branch_imm, aarch64_insn_gen_nop. Kernels 6.1 and 6.12, gcc 12 at -O2.
//
// They are __kprobes or noinstr, and stand near the end of the text. In 6.1 __kprobes functions can be traced (KPROBES_TRACED): while
// the callsites of all functions are patched, these go through the tracer themselves, from when their own records are reached. In 6.12 they cannot.
//
// Symbols  patch_lock; system_state, memstart_addr, kimage_voffset, arm64_use_ng_mappings.
// Constants TASK_STACK_CANARY, FIX_TEXT_POKE0, FIXMAP_TOP, SYSTEM_FREEING_INITMEM; KPROBES_TRACED, CALL_OPS_LITERAL, PAC_IN_LEAVES.

        .region patch_code

        .set    DAIF_IRQ_BIT, 7
        .set    VMEMMAP, 0xfffffc0000000000     // the array of struct page, 64 bytes each

// In       x0 address, x1 where to put the word.
// Out      w0 0, or a negative error.
        .ifdef KPROBES_TRACED
        .global aarch64_insn_read
aarch64_insn_read:
        mov     x9, x30
        .global aarch64_insn_read_callsite
aarch64_insn_read_callsite:
        nop                                     // patched
        .else
        .global aarch64_insn_read
aarch64_insn_read:
        .endif
        paciasp
        sub     sp, sp, #48
        mrs     x2, sp_el0
        stp     x29, x30, [sp, #16]
        add     x29, sp, #16
        str     x19, [sp, #32]
        mov     x19, x1
        mov     x1, x0
        ldr     x0, [x2, #TASK_STACK_CANARY]
        str     x0, [sp, #8]
        mov     x0, #0
        mov     x2, #4                          // bytes
        add     x0, sp, #4
        str     wzr, [sp, #4]
        bl      copy_from_kernel_nofault
        cbnz    w0, 1f
        ldr     w1, [sp, #4]
        str     w1, [x19]
1:      mrs     x1, sp_el0
        ldr     x3, [sp, #8]
        ldr     x2, [x1, #TASK_STACK_CANARY]
        subs    x3, x3, x2
        mov     x2, #0
        b.ne    2f
        ldp     x29, x30, [sp, #16]
        ldr     x19, [sp, #32]
        add     sp, sp, #48
        autiasp
        ret
2:      brk     #0x800                          // __stack_chk_fail

// In       x0 address, w1 the new word.
// Out      w0 0, or a negative error.
        .ifdef KPROBES_TRACED
        .global aarch64_insn_patch_text_nosync
aarch64_insn_patch_text_nosync:
        mov     x9, x30
        .global aarch64_insn_patch_text_nosync_callsite
aarch64_insn_patch_text_nosync_callsite:
        nop                                     // patched
        .else
        .global aarch64_insn_patch_text_nosync
aarch64_insn_patch_text_nosync:
        .endif
        paciasp
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        tst     x0, #3
        b.ne    2f                              // an instruction is a word
        mov     x20, x0
        bl      __aarch64_insn_write
        mov     w19, w0
        cbnz    w0, 1f
        add     x1, x20, #4
        mov     x0, x20
        bl      caches_clean_inval_pou          // no interrupt to the other CPUs: "nosync"
1:      mov     w0, w19
        ldp     x19, x20, [sp, #16]
        ldp     x29, x30, [sp], #32
        autiasp
        ret
2:      mov     w19, #-22                       // -EINVAL
        b       1b

// In       x0 address, w1 the word to write.
// Out      w0 0, or a negative error.
        .ifdef KPROBES_TRACED
        .global __aarch64_insn_write
__aarch64_insn_write:
        mov     x9, x30
        .global __aarch64_insn_write_callsite
__aarch64_insn_write_callsite:
        nop                                     // patched
        .else
        .global __aarch64_insn_write
__aarch64_insn_write:
        .endif
        paciasp
        stp     x29, x30, [sp, #-64]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        mov     x19, x0
        str     x21, [sp, #32]
        str     w1, [sp, #60]

        // patch_lock, with interrupts off: one slot of the fixmap serves all.
        mrs     x21, daif
        .ifdef KPROBES_TRACED
        and     w0, w21, #1 << DAIF_IRQ_BIT
        cbnz    w0, 1f
        nop                                     // patched into a branch where interrupts are masked by priority
        mov     x0, #0x60
        msr     daifset, #3
        b       1f
        .else
        msr     daifset, #3
        b       1f                              // patched into a NOP where there are no atomics: here is the way with them
        .endif
1:      adrp    x20, patch_lock
        mov     w1, #0
        add     x0, x20, #:lo12:patch_lock
        mov     w2, #1
        mov     w4, w1
        casa    w4, w2, [x0]
        mov     w0, w4
        cbnz    w0, 9f

        mov     x0, x19
        bl      patch_map                       // inlined in 6.1, where BL and RET are not there
        add     x1, sp, #60
        mov     x2, #4
        bl      copy_to_kernel_nofault
        mov     x19, x0

        // Unmap: with no flags __set_fixmap clears the entry.
        mov     x2, #0
        mov     x1, #0
        mov     w0, #FIX_TEXT_POKE0
        bl      __set_fixmap

        add     x1, x20, #:lo12:patch_lock
        stlrb   wzr, [x1]
        msr     daif, x21
        ldr     x21, [sp, #32]
        mov     w0, w19
        ldp     x19, x20, [sp, #16]
        ldp     x29, x30, [sp], #64
        autiasp
        ret
9:      brk     #0x800                          // queued_spin_lock_slowpath: nobody else holds it here

// In       x0 address.
// Out      x0 where it can be written: the same offset in the fixmap's page.
        .global patch_map
patch_map:
        .ifndef KPROBES_TRACED
        paciasp
        .endif
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        str     x19, [sp, #16]
        mov     x19, x0
        bl      core_kernel_text
        cbnz    w0, 1f
        adrp    x0, system_state                // is_exit_text: gone when the system runs
        ldr     w0, [x0, #:lo12:system_state]
        cmp     w0, #SYSTEM_FREEING_INITMEM
        b.ls    9f

        // A module's text is in the vmalloc area: its page is in the page table.
        mov     x0, x19
        bl      vmalloc_to_page
        cbnz    x0, 2f
9:      brk     #0x800

        // The image's text is one piece of physical memory: its struct page.
1:      adrp    x3, kimage_voffset
        adrp    x1, memstart_addr
        mov     x0, x19
        mov     x2, #VMEMMAP
        ldr     x3, [x3, #:lo12:kimage_voffset]
        ldr     x1, [x1, #:lo12:memstart_addr]
        sub     x0, x0, x3
        lsr     x0, x0, #12
        sub     x1, x0, x1, asr #12
        add     x0, x2, x1, lsl #6
        cbz     x0, 9b

        // And back to a physical address, for the entry: with the permissions of writable data.
2:      adrp    x3, memstart_addr
        adrp    x4, arm64_use_ng_mappings
        mov     x1, #VMEMMAP
        mov     x6, #0xf03                      // not global
        ldr     x3, [x3, #:lo12:memstart_addr]
        movk    x6, #0xe8, lsl #48
        ldrb    w7, [x4, #:lo12:arm64_use_ng_mappings]
        mov     x2, #0x703
        and     x5, x19, #0xfff
        asr     x3, x3, #12
        cmp     w7, #0
        movk    x2, #0xe8, lsl #48
        csel    x2, x2, x6, eq
        sub     x3, x1, x3, lsl #6
        sub     x1, x0, x3
        asr     x1, x1, #6
        mov     w0, #FIX_TEXT_POKE0
        add     x1, x5, x1, lsl #12
        bl      __set_fixmap

        and     x0, x19, #0xfff
        mov     x1, #(FIXMAP_TOP - FIX_TEXT_POKE0 * 4096) & 0xffff
        movk    x1, #((FIXMAP_TOP - FIX_TEXT_POKE0 * 4096) >> 16) & 0xffff, lsl #16
        movk    x1, #((FIXMAP_TOP - FIX_TEXT_POKE0 * 4096) >> 32) & 0xffff, lsl #32
        movk    x1, #0xffff, lsl #48
        add     x0, x0, x1
        ldr     x19, [sp, #16]
        ldp     x29, x30, [sp], #32
        .ifndef KPROBES_TRACED
        autiasp
        .endif
        ret

// In       x0 callsite, x1 target, w2 1 for BL.
// Out      w0 the instruction. Both are multiples of 4, and in reach: callers have made sure.
        .ifdef KPROBES_TRACED
        .global aarch64_insn_gen_branch_imm
aarch64_insn_gen_branch_imm:
        mov     x9, x30
        .global aarch64_insn_gen_branch_imm_callsite
aarch64_insn_gen_branch_imm_callsite:
        nop                                     // patched
        .else
        .global aarch64_insn_gen_branch_imm
aarch64_insn_gen_branch_imm:
        .endif
        paciasp
        stp     x29, x30, [sp, #-16]!
        orr     x4, x0, x1
        mov     x29, sp
        tst     x4, #3
        b.ne    9f
        sub     x1, x1, x0
        mov     x0, #0x8000000
        add     x0, x1, x0
        mov     x4, #0xfffffff
        cmp     x0, x4
        b.hi    9f
        cbnz    w2, 2f
        mov     w0, #0x14000000                 // B
1:      ubfx    x1, x1, #2, #26
        orr     w0, w0, w1
        ldp     x29, x30, [sp], #16
        autiasp
        ret
2:      mov     w0, #0x94000000                 // BL
        cmp     w2, #1
        b.eq    1b
9:      brk     #0x800                          // says so in the log and gives a breakpoint instruction

        .ifdef KPROBES_TRACED

// Out      w0 a NOP.
        .global aarch64_insn_gen_nop
aarch64_insn_gen_nop:
        mov     x9, x30
        .global aarch64_insn_gen_nop_callsite
aarch64_insn_gen_nop_callsite:
        nop                                     // patched
        mov     w0, #0x201f
        paciasp
        movk    w0, #0xd503, lsl #16
        autiasp
        ret

        .endif

        .ifdef CALL_OPS_LITERAL

        .region literal_write

// In       x0 address, a multiple of 8; x1 the value.
// Out      w0 0, or a negative error. Data, though in the text: no cache maintenance.
        .global aarch64_insn_write_literal_u64
aarch64_insn_write_literal_u64:
        paciasp
        stp     x29, x30, [sp, #-64]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        mov     x20, x0
        str     x21, [sp, #32]
        str     x1, [sp, #56]
        mrs     x21, daif
        msr     daifset, #3
        b       1f                              // as above
1:      adrp    x19, patch_lock
        mov     w1, #0
        add     x2, x19, #:lo12:patch_lock
        mov     w0, #1
        casa    w1, w0, [x2]
        cbnz    w1, 9f
        mov     x0, x20
        bl      patch_map
        mov     x2, #8
        add     x1, sp, #56
        bl      copy_to_kernel_nofault
        mov     x20, x0
        mov     x2, #0
        mov     x1, #0
        mov     w0, #FIX_TEXT_POKE0
        bl      __set_fixmap
        add     x0, x19, #:lo12:patch_lock
        stlrb   wzr, [x0]
        msr     daif, x21
        ldr     x21, [sp, #32]
        mov     w0, w20
        ldp     x19, x20, [sp, #16]
        ldp     x29, x30, [sp], #64
        autiasp
        ret
9:      brk     #0x800                          // queued_spin_lock_slowpath

        .endif
