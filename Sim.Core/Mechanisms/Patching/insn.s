// The kernel's patching of its own text: aarch64_insn_read, aarch64_insn_patch_text_nosync, __aarch64_insn_write,
// aarch64_insn_write_literal_u64, patch_map, aarch64_insn_gen_branch_imm, aarch64_insn_gen_nop. Kernels 6.1 and 6.12, from described behaviour.
//
// They are __kprobes or noinstr, and are near the end of the text. In 6.1 __kprobes functions can be traced (KPROBES_TRACED): while
// the callsites of all functions are patched, these go through the tracer themselves, from when their own records are reached. In 6.12 they cannot.
//
// Symbols  patch_lock; system_state, memstart_addr, kimage_voffset, arm64_use_ng_mappings.
// Constants TASK_STACK_CANARY, FIX_TEXT_POKE0, FIXMAP_TOP, SYSTEM_FREEING_INITMEM; KPROBES_TRACED, CALL_OPS_LITERAL, PAC_IN_LEAVES.

        .region patch_code

        .set    INSTRUCTION_BYTES, 4
        .set    LITERAL_BYTES, 8
        .set    EINVAL, 22
        .set    NOP, 0xd503201f
        .set    BREAK_FAULT, 0xd4202000         // BRK #0x100
        .set    BRANCH, 0x14000000
        .set    BRANCH_REACH, 128 << 20
        .set    IRQ_AND_FIQ, 3

        // Where text is mapped for writing: an entry of the lowest table.
        .set    PAGE_BITS, 12
        .set    PAGE_KERNEL_LOW, 0x703          // valid, shared, accessed
        .set    PAGE_KERNEL_HIGH, 0x00e8        // writable, dirty, never executed
        .set    NOT_GLOBAL, 1 << 11
        .set    WINDOW, FIXMAP_TOP - (FIX_TEXT_POKE0 << PAGE_BITS)
        .set    PAGE_STRUCT_SHIFT, 6            // struct page has 64 bytes
        .set    VMEMMAP, -1 << 42               // the struct pages of the linear map

        // On the stack of those that hand on the address of a word.
        .set    WORD, 48
        .set    CANARY, 56

        .ifdef KPROBES_TRACED
        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif
        .endif
// In       x0 address, x1 where to put the instruction.
// Out      w0 0, or a negative error.
        .global aarch64_insn_read
aarch64_insn_read:
        .ifdef KPROBES_TRACED
        mov     x9, x30                         // for ftrace_caller
        .global aarch64_insn_read_callsite
aarch64_insn_read_callsite:
        nop
        .endif
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-64]!
        mov     x29, sp
        str     x19, [sp, #16]
        mov     x19, x1

        // Stack protector: the task's canary after the word, and no copy left in a register.
        mrs     x2, sp_el0
        ldr     x3, [x2, #TASK_STACK_CANARY]
        str     x3, [sp, #CANARY]
        mov     x3, #0
        .ifdef ZERO_STACK
        str     wzr, [sp, #WORD]
        .endif

        // Text may be unmapped while it is looked at: a read that may fail.
        mov     x1, x0
        add     x0, sp, #WORD
        mov     x2, #INSTRUCTION_BYTES
        bl      copy_from_kernel_nofault
        ldr     w1, [sp, #WORD]
        str     w1, [x19]

        mrs     x1, sp_el0
        ldr     x2, [sp, #CANARY]
        ldr     x3, [x1, #TASK_STACK_CANARY]
        subs    x2, x2, x3
        mov     x3, #0
        b.ne    smashed
        ldr     x19, [sp, #16]
        ldp     x29, x30, [sp], #64
        .ifdef PAC
        autiasp
        .endif
        ret

        .ifdef KPROBES_TRACED
        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif
        .endif
// In       x0 address, w1 the instruction.
// Out      w0 0, or a negative error.
        .global aarch64_insn_patch_text_nosync
aarch64_insn_patch_text_nosync:
        .ifdef KPROBES_TRACED
        mov     x9, x30                         // for ftrace_caller
        .global aarch64_insn_patch_text_nosync_callsite
aarch64_insn_patch_text_nosync_callsite:
        nop
        .endif
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        str     x19, [sp, #16]
        mov     x19, x0
        tst     x0, #INSTRUCTION_BYTES - 1
        mov     w0, #-EINVAL
        b.ne    patched

        // Write it; then let it be fetched, by any CPU that comes here next.
        mov     x0, x19
        bl      __aarch64_insn_write
        cbnz    w0, patched
        mov     x0, x19
        add     x1, x19, #INSTRUCTION_BYTES
        bl      caches_clean_inval_pou
        mov     w0, #0
patched:
        ldr     x19, [sp, #16]
        ldp     x29, x30, [sp], #32
        .ifdef PAC
        autiasp
        .endif
        ret

        .ifdef KPROBES_TRACED
        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif
        .endif
// In       x0 address, w1 the instruction.
// Out      w0 0, or a negative error.
        .global __aarch64_insn_write
__aarch64_insn_write:
        .ifdef KPROBES_TRACED
        mov     x9, x30                         // for ftrace_caller
        .global __aarch64_insn_write_callsite
__aarch64_insn_write_callsite:
        nop
        .endif
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-64]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        str     x21, [sp, #32]
        mov     x19, x0

        // Stack protector: the task's canary after the word, and no copy left in a register.
        mrs     x2, sp_el0
        ldr     x3, [x2, #TASK_STACK_CANARY]
        str     x3, [sp, #CANARY]
        mov     x3, #0
        str     w1, [sp, #WORD]

        // One writer has the fixmap's page, and no interrupt meets it.
        bl      lock
        mov     x20, x0
        mov     x0, x19
        bl      patch_map
        add     x1, sp, #WORD
        mov     x2, #INSTRUCTION_BYTES
        bl      copy_to_kernel_nofault
        mov     w21, w0
        mov     w0, #FIX_TEXT_POKE0
        mov     x1, #0
        mov     x2, #0
        bl      __set_fixmap                    // unmap it
        mov     x0, x20
        bl      unlock
        mov     w0, w21

        mrs     x1, sp_el0
        ldr     x2, [sp, #CANARY]
        ldr     x3, [x1, #TASK_STACK_CANARY]
        subs    x2, x2, x3
        mov     x3, #0
        b.ne    smashed
        ldp     x19, x20, [sp, #16]
        ldr     x21, [sp, #32]
        ldp     x29, x30, [sp], #64
        .ifdef PAC
        autiasp
        .endif
        ret

// Out      x0 the interrupt mask from before. Interrupts are off, patch_lock is held. Writes x1 to x3.
lock:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        nop                                     // patched where interrupts are masked by priority
        mrs     x0, daif
        msr     daifset, #IRQ_AND_FIQ
        adrp    x1, patch_lock
        add     x1, x1, #:lo12:patch_lock
        mov     w2, #0
        mov     w3, #1
        nop                                     // LSE
        casa    w2, w3, [x1]
        cbnz    w2, locked
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
locked: brk     #0x800                          // there is no other CPU that could have it

// In       x0 the interrupt mask from before. Writes x1.
unlock:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        adrp    x1, patch_lock
        add     x1, x1, #:lo12:patch_lock
        stlrb   wzr, [x1]
        nop                                     // as above
        msr     daif, x0
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

// In       x0 address.
// Out      x0 where it can be written: the same offset in the fixmap's page.
        .global patch_map
patch_map:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-32]!
        mov     x29, sp
        str     x19, [sp, #16]
        mov     x19, x0
        bl      core_kernel_text
        tst     w0, #0xff
        b.eq    not_core

        // The image is mapped as one: its physical address is so much lower.
        adrp    x1, kimage_voffset
        ldr     x1, [x1, #:lo12:kimage_voffset]
        sub     x1, x19, x1
map:
        // Writable data, never executed; not for all address spaces where user space must not see the kernel's.
        mov     x2, #PAGE_KERNEL_LOW
        movk    x2, #PAGE_KERNEL_HIGH, lsl #48
        adrp    x3, arm64_use_ng_mappings
        ldrb    w3, [x3, #:lo12:arm64_use_ng_mappings]
        orr     x4, x2, #NOT_GLOBAL
        cmp     w3, #0
        csel    x2, x4, x2, ne
        and     x1, x1, #-1 << PAGE_BITS
        mov     w0, #FIX_TEXT_POKE0
        bl      __set_fixmap

        // The window's page, and where in it.
        movz    x0, #(WINDOW >> 48) & 0xffff, lsl #48
        movk    x0, #(WINDOW >> 32) & 0xffff, lsl #32
        movk    x0, #(WINDOW >> 16) & 0xffff, lsl #16
        movk    x0, #WINDOW & 0xffff
        bfxil   x0, x19, #0, #PAGE_BITS
        ldr     x19, [sp, #16]
        ldp     x29, x30, [sp], #32
        .ifdef PAC
        autiasp
        .endif
        ret

        // A module's text: the page tables know. Before init memory is freed it might be the image's text for shutting down.
not_core:
        adrp    x0, system_state
        ldr     w0, [x0, #:lo12:system_state]
        cmp     w0, #SYSTEM_FREEING_INITMEM
        b.lo    booting
        mov     x0, x19
        bl      vmalloc_to_page
        mov     x1, #VMEMMAP
        sub     x1, x0, x1
        lsr     x1, x1, #PAGE_STRUCT_SHIFT
        adrp    x2, memstart_addr
        ldr     x2, [x2, #:lo12:memstart_addr]
        add     x1, x2, x1, lsl #PAGE_BITS
        b       map
booting:
        brk     #0x800

        .ifdef KPROBES_TRACED
        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif
        .endif
// In       x0 where the branch is, x1 where it leads, w2 0 for B, 1 for BL.
// Out      w0 the instruction, or a BRK if there is none. Writes x2 to x5 and the flags.
        .global aarch64_insn_gen_branch_imm
aarch64_insn_gen_branch_imm:
        .ifdef KPROBES_TRACED
        mov     x9, x30                         // for ftrace_caller
        .global aarch64_insn_gen_branch_imm_callsite
aarch64_insn_gen_branch_imm_callsite:
        nop
        .endif
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif

        // Whole instructions, and 26 bits of them to go.
        orr     x3, x0, x1
        tst     x3, #INSTRUCTION_BYTES - 1
        b.ne    no_branch
        sub     x3, x1, x0
        mov     x4, #BRANCH_REACH
        add     x5, x3, x4
        cmp     x5, x4, lsl #1
        b.hs    no_branch
        cmp     w2, #1
        b.hi    no_branch
        mov     w4, #BRANCH
        orr     w4, w4, w2, lsl #31             // that bit makes it a call
        ubfx    x3, x3, #2, #26
        orr     w0, w4, w3
generated:
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
no_branch:
        mov     w0, #BREAK_FAULT & 0xffff
        movk    w0, #BREAK_FAULT >> 16, lsl #16
        b       generated

        .ifdef KPROBES_TRACED
        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif
        .endif
// Out      w0 a NOP.
        .global aarch64_insn_gen_nop
aarch64_insn_gen_nop:
        .ifdef KPROBES_TRACED
        mov     x9, x30                         // for ftrace_caller
        .global aarch64_insn_gen_nop_callsite
aarch64_insn_gen_nop_callsite:
        nop
        .endif
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        mov     w0, #NOP & 0xffff
        movk    w0, #NOP >> 16, lsl #16
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

        .region literal_write

// In       x0 address, a multiple of 8; x1 the value.
// Out      w0 0, or a negative error. Data, though in the text: no cache maintenance.
        .global aarch64_insn_write_literal_u64
aarch64_insn_write_literal_u64:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-64]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        str     x21, [sp, #32]
        mov     x19, x0

        // Stack protector: the task's canary after the word, and no copy left in a register.
        mrs     x2, sp_el0
        ldr     x3, [x2, #TASK_STACK_CANARY]
        str     x3, [sp, #CANARY]
        mov     x3, #0
        str     x1, [sp, #WORD]

        // As an instruction is written.
        bl      lock
        mov     x20, x0
        mov     x0, x19
        bl      patch_map
        add     x1, sp, #WORD
        mov     x2, #LITERAL_BYTES
        bl      copy_to_kernel_nofault
        mov     w21, w0
        mov     w0, #FIX_TEXT_POKE0
        mov     x1, #0
        mov     x2, #0
        bl      __set_fixmap
        mov     x0, x20
        bl      unlock
        mov     w0, w21

        mrs     x1, sp_el0
        ldr     x2, [sp, #CANARY]
        ldr     x3, [x1, #TASK_STACK_CANARY]
        subs    x2, x2, x3
        mov     x3, #0
        b.ne    smashed
        ldp     x19, x20, [sp, #16]
        ldr     x21, [sp, #32]
        ldp     x29, x30, [sp], #64
        .ifdef PAC
        autiasp
        .endif
        ret

smashed:
        brk     #0x800                          // the kernel panics
