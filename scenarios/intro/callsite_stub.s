// A design that Linux does not have: a stub per callsite, out of line, that knows the callsite's ops.
//
// kCFI rules out CALL_OPS because the ops literal would move the type hash before a function. Nothing need be before the function,
// though, if the callsite's BL leads to a stub of its own, whose literal names the ops: 16 bytes per traced function, in the kernel image, where
// every BL reaches them. Enabling patches the literal first, then the BL, as CALL_OPS does. From the stub on all is as in ftrace_caller of 6.3.
//
// In       x9 the tracee's return address, x30 the address after the callsite; x0-x8 and x29 are the tracee's and come back unchanged.
// To func  x0 ip (the callsite), x1 parent ip, x2 ops, x3 ftrace_regs.
// Constants CALLSITE_OPS: the ops of this callsite; where it has several, the one whose function walks the list. OPS_FUNC.
// Stack    144 bytes: ftrace_regs (112) and two frame records (16 each).

        .region trampoline

        .set    FREGS_X0, 0
        .set    FREGS_X2, 16
        .set    FREGS_X4, 32
        .set    FREGS_X6, 48
        .set    FREGS_X8, 64
        .set    FREGS_FP, 80
        .set    FREGS_LR, 88
        .set    FREGS_SP, 96
        .set    FREGS_PC, 104
        .set    FREGS_BYTES, 112
        .set    CALLSITE_FRAME, 128
        .set    STACK_BYTES, 144

        // The stub of one callsite.
        .balign 16
        .global callsite_stub
callsite_stub:
        ldr     x11, ops
        b       common
ops:    .quad   CALLSITE_OPS

        // One for all stubs: saves what carries arguments, calls ops->func, restores.
common: mov     x10, sp
        sub     sp, sp, #STACK_BYTES
        stp     x0, x1, [sp, #FREGS_X0]
        stp     x2, x3, [sp, #FREGS_X2]
        stp     x4, x5, [sp, #FREGS_X4]
        stp     x6, x7, [sp, #FREGS_X6]
        str     x8, [sp, #FREGS_X8]
        str     x29, [sp, #FREGS_FP]
        str     x9, [sp, #FREGS_LR]
        str     x10, [sp, #FREGS_SP]
        str     x30, [sp, #FREGS_PC]

        // Frame records: the tracee's, which has made none yet, and our own.
        stp     x29, x9, [sp, #CALLSITE_FRAME]
        add     x29, sp, #CALLSITE_FRAME
        stp     x29, x30, [sp, #FREGS_BYTES]
        add     x29, sp, #FREGS_BYTES

        sub     x0, x30, #4
        mov     x1, x9
        mov     x2, x11
        mov     x3, sp
        ldr     x4, [x2, #OPS_FUNC]
        blr     x4

        // A tracer may have changed what ftrace_regs holds: all comes back from there.
        ldp     x0, x1, [sp, #FREGS_X0]
        ldp     x2, x3, [sp, #FREGS_X2]
        ldp     x4, x5, [sp, #FREGS_X4]
        ldp     x6, x7, [sp, #FREGS_X6]
        ldr     x8, [sp, #FREGS_X8]
        ldr     x29, [sp, #FREGS_FP]
        ldr     x30, [sp, #FREGS_LR]
        ldr     x9, [sp, #FREGS_PC]
        add     sp, sp, #STACK_BYTES
        ret     x9
