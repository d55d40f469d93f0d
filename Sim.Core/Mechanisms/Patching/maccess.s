// copy_from_kernel_nofault with copy_from_kernel_nofault_allowed, and copy_to_kernel_nofault: accesses that report a fault instead of dying.
// Kernels 6.1 and 6.12, from described behaviour. The first two can be traced; copy_to_kernel_nofault is notrace.
//
// In       x0 to, x1 from, x2 bytes.
// Out      x0 0; a fault would branch to a fix-up that gives -EFAULT.
// Constants TASK_PAGEFAULT_DISABLED; CALL_OPS_LITERAL, PAC_IN_LEAVES.

        .region patch_code

        .set    USER_BITS, 48                   // addresses of user space are below this power of two
        .set    ERANGE, 34

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif

// In       x0 from, x1 bytes.
// Out      w0 1 if that is kernel memory, which may be tried. Writes x2, x3 and the flags.
        .global copy_from_kernel_nofault_allowed
copy_from_kernel_nofault_allowed:
        mov     x9, x30                         // for ftrace_caller
        .global copy_from_kernel_nofault_allowed_callsite
copy_from_kernel_nofault_allowed_callsite:
        nop
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        sbfx    x2, x0, #0, #56                 // the top byte may be a tag
        mov     x3, #1 << USER_BITS
        cmp     x2, x3
        cset    w0, hs
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif

// Instructions for one word, copy_from_kernel_nofault_allowed left out: 39.
        .global copy_from_kernel_nofault
copy_from_kernel_nofault:
        mov     x9, x30                         // for ftrace_caller
        .global copy_from_kernel_nofault_callsite
copy_from_kernel_nofault_callsite:
        nop
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-48]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        str     x21, [sp, #32]
        mov     x19, x0                         // to
        mov     x20, x1                         // from
        mov     x21, x2                         // bytes

        mov     x0, x1
        mov     x1, x2
        bl      copy_from_kernel_nofault_allowed
        tst     w0, #0xff
        b.eq    not_allowed

        // Page faults are to be reported, not handled.
        mrs     x3, sp_el0                      // current
        ldr     w4, [x3, #TASK_PAGEFAULT_DISABLED]
        add     w4, w4, #1
        str     w4, [x3, #TASK_PAGEFAULT_DISABLED]

        // By 8 bytes as long as there are as many, then what is left by 4, 2 and 1.
from_8: cmp     x21, #8
        b.lo    from_4
        ldr     x5, [x20], #8
        str     x5, [x19], #8
        sub     x21, x21, #8
        b       from_8
from_4: cmp     x21, #4
        b.lo    from_2
        ldr     w5, [x20], #4
        str     w5, [x19], #4
        sub     x21, x21, #4
from_2: cmp     x21, #2
        b.lo    from_1
        ldrh    w5, [x20], #2
        strh    w5, [x19], #2
        sub     x21, x21, #2
from_1: cbz     x21, copied
        ldrb    w5, [x20]
        strb    w5, [x19]
copied:
        mrs     x3, sp_el0
        ldr     w4, [x3, #TASK_PAGEFAULT_DISABLED]
        sub     w4, w4, #1
        str     w4, [x3, #TASK_PAGEFAULT_DISABLED]
        mov     x0, #0

from_leave:
        ldp     x19, x20, [sp, #16]
        ldr     x21, [sp, #32]
        ldp     x29, x30, [sp], #48
        .ifdef PAC
        autiasp
        .endif
        ret

not_allowed:
        mov     x0, #-ERANGE
        b       from_leave

// Instructions for one word: 22 with PAC_IN_LEAVES, else 20; for 8 bytes 25 or 23.
// Writes x1 to x5 and the flags.
        .global copy_to_kernel_nofault
copy_to_kernel_nofault:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        mrs     x3, sp_el0                      // current; as above
        ldr     w4, [x3, #TASK_PAGEFAULT_DISABLED]
        add     w4, w4, #1
        str     w4, [x3, #TASK_PAGEFAULT_DISABLED]

to_8:   cmp     x2, #8
        b.lo    to_4
        ldr     x5, [x1], #8
        str     x5, [x0], #8
        sub     x2, x2, #8
        b       to_8
to_4:   cmp     x2, #4
        b.lo    to_2
        ldr     w5, [x1], #4
        str     w5, [x0], #4
        sub     x2, x2, #4
to_2:   cmp     x2, #2
        b.lo    to_1
        ldrh    w5, [x1], #2
        strh    w5, [x0], #2
        sub     x2, x2, #2
to_1:   cbz     x2, written
        ldrb    w5, [x1]
        strb    w5, [x0]
written:
        mrs     x3, sp_el0
        ldr     w4, [x3, #TASK_PAGEFAULT_DISABLED]
        sub     w4, w4, #1
        str     w4, [x3, #TASK_PAGEFAULT_DISABLED]
        mov     x0, #0
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
