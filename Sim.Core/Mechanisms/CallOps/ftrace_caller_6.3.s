// ftrace_caller of kernel 6.3: DYNAMIC_FTRACE_WITH_ARGS and CALL_OPS, no direct calls yet.
//
// The ops literal before the tracee's entry says whom to call: the only ops of this callsite, or the list ops.
//
// In       x9 the tracee's return address, x30 the address after the callsite; x0-x8 and x29 are the tracee's and come back unchanged.
//          The entry is 8-byte aligned and the literal is at entry - 8.
// To func  x0 ip (the callsite), x1 parent ip, x2 ops, x3 ftrace_regs.
// Constant OPS_FUNC.
// Stack    144 bytes: ftrace_regs (112) and two frame records (16 each).
//
// Instructions per call, func left out: 33: alu 9, load 6, load_pair 4, store 5, store_pair 6, blr 1, ret 1, hint 1
// (rutland-2023-call-ops). 17 register words stored, 14 words loaded.

        .region trampoline

        .include "Mechanisms/ListFunc/ftrace_regs.inc"

        .global ftrace_caller
ftrace_caller:
        bti     c                               // reached through a PLT by an indirect branch from some modules
        save_arguments
        save_return_and_frames

        sub     x0, x30, #4                     // ip: the callsite
        mov     x1, x9                          // parent ip
        bic     x2, x30, #7                     // entry + 8, with or without a BTI before the callsite
        ldr     x2, [x2, #-16]                  // ops: the literal at entry - 8
        mov     x3, sp                          // ftrace_regs

        ldr     x4, [x2, #OPS_FUNC]
        blr     x4

        restore_arguments

        resume_tracee

        // What a stub ops points to: a callsite that is patched while its literal still names the no-op ops calls it.
        .global ftrace_stub
ftrace_stub:
        bti     c                               // called through ops->func
        ret
