// ftrace_caller of kernel 6.3: DYNAMIC_FTRACE_WITH_ARGS and CALL_OPS, no direct calls yet.
//
// The ops literal before the tracee's entry says whom to call: the only ops of this callsite, or the list ops.
//
// In       x9 the tracee's return address, x30 the address behind the callsite; x0-x8 and x29 are the tracee's and come back unchanged.
//          The entry is 8-byte aligned and the literal stands at entry - 8.
// To func  x0 ip (the callsite), x1 parent ip, x2 ops, x3 ftrace_regs.
// Constant OPS_FUNC.
// Stack    144 bytes: ftrace_regs (112) and two frame records (16 each).
//
// Instructions per call, func left out: 33: alu 9, load 6, load_pair 4, store 5, store_pair 6, blr 1, ret 1, hint 1
// (rutland-2023-call-ops). 17 register words stored, 14 words loaded.

        .region trampoline

        // struct ftrace_regs
        .set    FREGS_X0, 0
        .set    FREGS_X2, 16
        .set    FREGS_X4, 32
        .set    FREGS_X6, 48
        .set    FREGS_X8, 64
        .set    FREGS_FP, 80
        .set    FREGS_LR, 88
        .set    FREGS_SP, 96
        .set    FREGS_PC, 104
        .set    FREGS_BYTES, 112        // our frame record stands here
        .set    CALLSITE_FRAME, 128     // and the one made for the tracee here
        .set    STACK_BYTES, 144

        .global ftrace_caller
ftrace_caller:
        bti     c                               // reached through a PLT by an indirect branch from some modules
        mov     x10, sp                         // the tracee's stack pointer
        sub     sp, sp, #STACK_BYTES

        // What carries arguments.
        stp     x0, x1, [sp, #FREGS_X0]
        stp     x2, x3, [sp, #FREGS_X2]
        stp     x4, x5, [sp, #FREGS_X4]
        stp     x6, x7, [sp, #FREGS_X6]
        str     x8, [sp, #FREGS_X8]

        // Frame pointer, return address and stack pointer as the tracee had them at its entry; where to resume it.
        str     x29, [sp, #FREGS_FP]
        str     x9, [sp, #FREGS_LR]
        str     x10, [sp, #FREGS_SP]
        str     x30, [sp, #FREGS_PC]

        // Frame record on behalf of the tracee, which has made none yet; then our own, below it.
        stp     x29, x9, [sp, #CALLSITE_FRAME]
        add     x29, sp, #CALLSITE_FRAME
        stp     x29, x30, [sp, #FREGS_BYTES]
        add     x29, sp, #FREGS_BYTES

        sub     x0, x30, #4                     // ip: the callsite
        mov     x1, x9                          // parent ip
        bic     x2, x30, #7                     // entry + 8, with or without a BTI before the callsite
        ldr     x2, [x2, #-16]                  // ops: the literal at entry - 8
        mov     x3, sp                          // ftrace_regs

        ldr     x4, [x2, #OPS_FUNC]
        blr     x4

        // Arguments and frame pointer back: from ftrace_regs, since a tracer may have changed them there.
        ldp     x0, x1, [sp, #FREGS_X0]
        ldp     x2, x3, [sp, #FREGS_X2]
        ldp     x4, x5, [sp, #FREGS_X4]
        ldp     x6, x7, [sp, #FREGS_X6]
        ldr     x8, [sp, #FREGS_X8]
        ldr     x29, [sp, #FREGS_FP]

        // On to the tracee's body, with its return address in place. RET pairs with the callsite's BL.
        ldr     x30, [sp, #FREGS_LR]
        ldr     x9, [sp, #FREGS_PC]
        add     sp, sp, #STACK_BYTES
        ret     x9

        // What a stub ops points to: a callsite that is patched while its literal still names the no-op ops calls it.
        .global ftrace_stub
ftrace_stub:
        bti     c                               // called through ops->func
        ret
