// copy_from_kernel_nofault with copy_from_kernel_nofault_allowed, and copy_to_kernel_nofault: accesses that report a fault instead of dying.
// Kernels 6.1 and 6.12, gcc 12 at -O2. The first two can be traced; copy_to_kernel_nofault is notrace.
//
// In       x0 to, x1 from, x2 bytes.
// Out      x0 0; a fault would branch to a fix-up that gives -EFAULT.
// Constants TASK_PREEMPT_COUNT; CALL_OPS_LITERAL, PAC_IN_LEAVES.

        .region patch_code

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // ops literal
        .endif

        .global copy_from_kernel_nofault_allowed
copy_from_kernel_nofault_allowed:
        mov     x9, x30
        .global copy_from_kernel_nofault_allowed_callsite
copy_from_kernel_nofault_allowed_callsite:
        nop                                     // patched
        mov     w0, #1                          // arm64 has nothing against any address
        .ifdef PAC_IN_LEAVES
        paciasp
        autiasp
        .endif
        ret

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // ops literal
        .endif

        .global copy_from_kernel_nofault
copy_from_kernel_nofault:
        mov     x9, x30
        .global copy_from_kernel_nofault_callsite
copy_from_kernel_nofault_callsite:
        nop                                     // patched
        paciasp
        stp     x29, x30, [sp, #-48]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        mov     x19, x1
        mov     x20, x0
        mov     x1, x2
        mov     x0, x19
        str     x21, [sp, #32]
        mov     x21, x2
        bl      copy_from_kernel_nofault_allowed
        tst     w0, #0xff
        b.eq    9f

        // pagefault_disable: a count in the task.
        mrs     x1, sp_el0
        ldr     w0, [x1, #TASK_PAGEFAULT_DISABLED]
        add     w0, w0, #1
        str     w0, [x1, #TASK_PAGEFAULT_DISABLED]

        // In steps of 8, 4, 2 and 1 bytes; w0 would be set by the fix-up of a load.
        cmp     x21, #7
        b.ls    2f
1:      mov     w0, #0
        ldr     x1, [x19]
        str     x1, [x20]
        cbnz    w0, 9f
        sub     x21, x21, #8
        add     x19, x19, #8
        add     x20, x20, #8
        cmp     x21, #7
        b.hi    1b
2:      cmp     x21, #3
        b.ls    3f
        mov     w0, #0
        ldr     w1, [x19]
        str     w1, [x20]
        cbnz    w0, 9f
        add     x20, x20, #4
        add     x19, x19, #4
        sub     x21, x21, #4
3:      cmp     x21, #1
        b.ls    4f
        mov     w0, #0
        ldrh    w1, [x19]
        strh    w1, [x20]
        cbnz    w0, 9f
        add     x20, x20, #2
        add     x19, x19, #2
        sub     x21, x21, #2
4:      cbz     x21, 5f
        mov     w0, #0
        ldrb    w1, [x19]
        strb    w1, [x20]
        cbnz    w0, 9f

        // pagefault_enable.
5:      mrs     x2, sp_el0
        ldr     w1, [x2, #TASK_PAGEFAULT_DISABLED]
        mov     x0, #0
        sub     w1, w1, #1
        str     w1, [x2, #TASK_PAGEFAULT_DISABLED]
        ldp     x19, x20, [sp, #16]
        ldr     x21, [sp, #32]
        ldp     x29, x30, [sp], #48
        autiasp
        ret
9:      brk     #0x800                          // fix-up, or an address that is not allowed

        .global copy_to_kernel_nofault
copy_to_kernel_nofault:
        mrs     x4, sp_el0
        ldr     w3, [x4, #TASK_PAGEFAULT_DISABLED]
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        add     w3, w3, #1
        str     w3, [x4, #TASK_PAGEFAULT_DISABLED]
        cmp     x2, #7
        b.ls    2f
        mov     w5, #0                          // the fix-up's verdict
        b       11f
1:      add     x0, x0, #8
        add     x1, x1, #8
        cmp     x2, #7
        b.ls    2f
11:     ldr     x4, [x1]
        mov     w3, w5
        str     x4, [x0]
        sub     x2, x2, #8
        cbz     w3, 1b
        b       9b
2:      cmp     x2, #3
        b.ls    3f
        ldr     w4, [x1]
        mov     w3, #0
        str     w4, [x0]
        cbnz    w3, 9b
        add     x0, x0, #4
        add     x1, x1, #4
        sub     x2, x2, #4
3:      cmp     x2, #1
        b.ls    4f
        ldrh    w4, [x1]
        mov     w3, #0
        strh    w4, [x0]
        cbnz    w3, 9b
        add     x0, x0, #2
        add     x1, x1, #2
        sub     x2, x2, #2
4:      cbz     x2, 5f
        ldrb    w2, [x1]
        mov     w1, #0
        strb    w2, [x0]
        cbnz    w1, 9b
5:      mrs     x2, sp_el0
        ldr     w1, [x2, #TASK_PAGEFAULT_DISABLED]
        mov     x0, #0
        sub     w1, w1, #1
        str     w1, [x2, #TASK_PAGEFAULT_DISABLED]
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
