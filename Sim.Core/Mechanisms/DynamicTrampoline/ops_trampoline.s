// The trampoline of one ops, of a hypothetical build: what arm64 would run if it allocated a copy of ftrace_caller per ops,
// as x86 does. Instantiated once per ops. No arm64 kernel has it; REGS era, see ../ListFunc/ftrace_caller_regs_6.1.s.
//
// It differs from that ftrace_caller in two places: the ops comes from a literal after the code instead of function_trace_op,
// and the ops' function is called by a direct branch that is made when the copy is. No list is walked.
//
// In       x9 the tracee's return address, x30 the address after the callsite; x0-x8 and x29 are the tracee's and come back unchanged.
// To func  x0 ip (the callsite), x1 parent ip, x2 ops, x3 pt_regs.
// Symbols  TRAMPOLINE_FUNC (ops->func, or the assist function where the ops asks for protection), TRAMPOLINE_OPS. No global label:
//          the entry is the first instruction.
// Stack    352 bytes: pt_regs (336) and a frame record (16).
//
// Instructions per call, func left out: 30: alu 8, load 5, load_pair 4, store 2, store_pair 8, bl 1, ret 1, hint 1.

        .region trampoline

        // struct pt_regs
        .set    REGS_X0, 0
        .set    REGS_X2, 16
        .set    REGS_X4, 32
        .set    REGS_X6, 48
        .set    REGS_X8, 64
        .set    REGS_FP, 232
        .set    REGS_LR, 240            // followed by the stack pointer
        .set    REGS_PC, 256
        .set    REGS_FRAME, 304         // frame record inside pt_regs
        .set    REGS_BYTES, 336
        .set    STACK_BYTES, 352

        .balign 8                               // for the literal
        bti     c                               // reached through a PLT by an indirect branch from some modules
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

        // Frame record on behalf of the tracee, which has made none yet, above pt_regs; then our own, inside.
        stp     x29, x9, [sp, #REGS_BYTES]
        add     x29, sp, #REGS_BYTES
        stp     x29, x30, [sp, #REGS_FRAME]
        add     x29, sp, #REGS_FRAME

        sub     x0, x30, #4                     // ip: the callsite
        mov     x1, x9                          // parent ip
        ldr     x2, ops                         // ops: from after the code
        mov     x3, sp                          // pt_regs
        bl      TRAMPOLINE_FUNC

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

        .balign 8
ops:
        .quad   TRAMPOLINE_OPS
