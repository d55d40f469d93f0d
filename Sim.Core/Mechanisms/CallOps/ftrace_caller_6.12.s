// ftrace_caller of kernels 6.4 to 6.12: DYNAMIC_FTRACE_WITH_ARGS, CALL_OPS and, with DIRECT_CALLS defined, direct calls.
//
// The ops literal before the tracee's entry says whom to call: the only ops of this callsite, or the list ops.
// An ops with a direct trampoline out of reach of the callsite's BL is served from here without saving anything.
//
// In       x9 the tracee's return address, x30 the address after the callsite; x0-x8 and x29 are the tracee's and come back unchanged.
//          The entry is 8-byte aligned and the literal is at entry - 8.
// To func  x0 ip (the callsite), x1 parent ip, x2 ops, x3 ftrace_regs.
// To a direct trampoline: x9 and x30 as at the callsite, its address in x17.
// Constants OPS_FUNC; with DIRECT_CALLS also OPS_DIRECT_CALL.
// Stack    144 bytes: ftrace_regs (112) and two frame records (16 each).
//
// Instructions per call, func left out (debian-kernel-icount, rel1_irr0):
//   39: alu 10, load 8, load_pair 4, store 6, store_pair 6, cond_not_taken 2, blr 1, ret 1, hint 1. Without DIRECT_CALLS 34.
//   Direct call out of reach: 6: alu 1, load 2, cond_taken 1, br 1, hint 1. Direct call after other tracers: 39, a br instead of the ret.

        .region trampoline

        .include "Mechanisms/ListFunc/ftrace_regs.inc"

        .global ftrace_caller
ftrace_caller:
        bti     c                               // reached through a PLT by an indirect branch from some modules
        bic     x11, x30, #7                    // entry + 8, with or without a BTI before the callsite
        ldr     x11, [x11, #-16]                // ops: the literal at entry - 8
        .ifdef DIRECT_CALLS
        ldr     x17, [x11, #OPS_DIRECT_CALL]    // nothing is saved yet: a direct call can leave at once
        cbnz    x17, 1f
        .endif

        save_arguments

        .ifdef DIRECT_CALLS
        str     xzr, [sp, #FREGS_DIRECT]        // a handler in the list may put a direct trampoline here
        .endif
        save_return_and_frames

        sub     x0, x30, #4                     // ip: the callsite
        mov     x1, x9                          // parent ip
        mov     x2, x11                         // ops
        mov     x3, sp                          // ftrace_regs

        ldr     x4, [x2, #OPS_FUNC]
        blr     x4

        restore_arguments

        .ifdef DIRECT_CALLS
        ldr     x17, [sp, #FREGS_DIRECT]
        cbnz    x17, 2f
        .endif

        resume_tracee

        .ifdef DIRECT_CALLS
        // A direct trampoline after other tracers: it expects x9 and x30 as they were at the callsite.
2:      ldr     x9, [sp, #FREGS_LR]
        ldr     x30, [sp, #FREGS_PC]
        add     sp, sp, #STACK_BYTES

        // BR, not RET: the direct trampoline returns to the callsite itself. X17 may land on a BTI C.
1:      br      x17
        .endif

        // What a stub ops points to: a callsite that is patched while its literal still names the no-op ops calls it.
        .global ftrace_stub
ftrace_stub:
        bti     c                               // called through ops->func
        ret
