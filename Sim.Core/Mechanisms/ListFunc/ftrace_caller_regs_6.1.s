// ftrace_caller and ftrace_regs_caller of the REGS era: kernels 5.5 to 6.1, DYNAMIC_FTRACE_WITH_REGS.
//
// Both leave a pt_regs on the stack: ftrace_caller fills the argument registers and what a return needs, ftrace_regs_caller
// (a callsite with a tracer that set FL_SAVE_REGS) fills x0 to x30.
//
// In       x9 the tracee's return address, x30 the address after the callsite; x0-x8 and x29 are the tracee's and come back unchanged.
// To func  x0 ip (the callsite), x1 parent ip, x2 ops, x3 pt_regs.
// Symbols  function_trace_op: variable that points to the ops handed to the function.
// Patched  ftrace_call: BL to the list function, or to a tracer where one ops is alone in the system and needs no list.
// Stack    352 bytes: pt_regs (336) and a frame record (16).
//
// Instructions per call, func left out: ftrace_caller 16, ftrace_regs_caller 25, ftrace_common 5, ftrace_call 11 (debian-kernel-icount).
// ftrace_caller way: alu 9, load 5, load_pair 4, store 2, store_pair 8, b 1, bl 1, ret 1, hint 1.
// ftrace_regs_caller way: the same with store 1, store_pair 18.

        .region trampoline

        // struct pt_regs
        .set    REGS_X0, 0
        .set    REGS_X2, 16
        .set    REGS_X4, 32
        .set    REGS_X6, 48
        .set    REGS_X8, 64
        .set    REGS_X10, 80
        .set    REGS_X12, 96
        .set    REGS_X14, 112
        .set    REGS_X16, 128
        .set    REGS_X18, 144
        .set    REGS_X20, 160
        .set    REGS_X22, 176
        .set    REGS_X24, 192
        .set    REGS_X26, 208
        .set    REGS_X28, 224
        .set    REGS_FP, 232
        .set    REGS_LR, 240            // followed by the stack pointer
        .set    REGS_PC, 256
        .set    REGS_FRAME, 304         // frame record inside pt_regs
        .set    REGS_BYTES, 336
        .set    STACK_BYTES, 352

        .global ftrace_regs_caller
ftrace_regs_caller:
        bti     c                               // reached through a PLT by an indirect branch from some modules
        sub     sp, sp, #STACK_BYTES

        // All of x0 to x29; x9 holds the tracee's return address and is saved along with its pair.
        stp     x0, x1, [sp, #REGS_X0]
        stp     x2, x3, [sp, #REGS_X2]
        stp     x4, x5, [sp, #REGS_X4]
        stp     x6, x7, [sp, #REGS_X6]
        stp     x8, x9, [sp, #REGS_X8]
        stp     x10, x11, [sp, #REGS_X10]
        stp     x12, x13, [sp, #REGS_X12]
        stp     x14, x15, [sp, #REGS_X14]
        stp     x16, x17, [sp, #REGS_X16]
        stp     x18, x19, [sp, #REGS_X18]
        stp     x20, x21, [sp, #REGS_X20]
        stp     x22, x23, [sp, #REGS_X22]
        stp     x24, x25, [sp, #REGS_X24]
        stp     x26, x27, [sp, #REGS_X26]
        stp     x28, x29, [sp, #REGS_X28]

        // Return address and stack pointer as the tracee had them at its entry; where to resume it.
        add     x10, sp, #STACK_BYTES
        stp     x9, x10, [sp, #REGS_LR]
        str     x30, [sp, #REGS_PC]

        // Frame record on behalf of the tracee, which has made none yet, above pt_regs; then our own, inside.
        stp     x29, x9, [sp, #REGS_BYTES]
        add     x29, sp, #REGS_BYTES
        stp     x29, x30, [sp, #REGS_FRAME]
        add     x29, sp, #REGS_FRAME
        b       ftrace_common

        .global ftrace_caller
ftrace_caller:
        bti     c                               // as above
        sub     sp, sp, #STACK_BYTES

        // Only what carries arguments (x0 to x8), and the frame pointer.
        stp     x0, x1, [sp, #REGS_X0]
        stp     x2, x3, [sp, #REGS_X2]
        stp     x4, x5, [sp, #REGS_X4]
        stp     x6, x7, [sp, #REGS_X6]
        stp     x8, x9, [sp, #REGS_X8]
        str     x29, [sp, #REGS_FP]

        // Return address and stack pointer as the tracee had them at its entry; where to resume it.
        add     x10, sp, #STACK_BYTES
        stp     x9, x10, [sp, #REGS_LR]
        str     x30, [sp, #REGS_PC]

        // The two frame records, as above.
        stp     x29, x9, [sp, #REGS_BYTES]
        add     x29, sp, #REGS_BYTES
        stp     x29, x30, [sp, #REGS_FRAME]
        add     x29, sp, #REGS_FRAME
        b       ftrace_common

        .global ftrace_common
ftrace_common:
        sub     x0, x30, #4                     // ip: the callsite
        mov     x1, x9                          // parent ip
        adrp    x2, function_trace_op           // ops
        ldr     x2, [x2, #:lo12:function_trace_op]
        mov     x3, sp                          // pt_regs

        .global ftrace_call
ftrace_call:
        bl      ftrace_stub                     // patched

        // Arguments and frame pointer back: from pt_regs, since a tracer may have changed them there.
        ldp     x0, x1, [sp, #REGS_X0]
        ldp     x2, x3, [sp, #REGS_X2]
        ldp     x4, x5, [sp, #REGS_X4]
        ldp     x6, x7, [sp, #REGS_X6]
        ldr     x8, [sp, #REGS_X8]
        ldr     x29, [sp, #REGS_FP]

        // On to the tracee's body, with its return address in place. RET pairs with the callsite's BL.
        ldr     x30, [sp, #REGS_LR]
        ldr     x9, [sp, #REGS_PC]
        add     sp, sp, #STACK_BYTES
        ret     x9

        // What ftrace_call calls, and what a stub ops points to, while there is no tracer.
        .global ftrace_stub
ftrace_stub:
        bti     c                               // may be called through ops->func
        ret
