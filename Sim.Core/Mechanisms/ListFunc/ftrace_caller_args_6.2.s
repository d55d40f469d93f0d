// ftrace_caller of kernel 6.2: DYNAMIC_FTRACE_WITH_ARGS, no CALL_OPS. Later kernels without CALL_OPS (kCFI, gcc -Os) have it too.
//
// One trampoline for all tracers: it saves an ftrace_regs, which has the argument registers and what a return needs, no more.
//
// In       x9 the tracee's return address, x30 the address after the callsite; x0-x8 and x29 are the tracee's and come back unchanged.
// To func  x0 ip (the callsite), x1 parent ip, x2 ops, x3 ftrace_regs.
// Symbols  function_trace_op: variable that points to the ops handed to the function.
// Patched  ftrace_call: BL to the list function, or to a tracer where one ops is alone in the system and needs no list.
// Stack    144 bytes: ftrace_regs (112) and two frame records (16 each).
//
// Instructions per call, func left out: 32: alu 9, load 5, load_pair 4, store 5, store_pair 6, bl 1, ret 1, hint 1
// (rutland-2023-call-ops). 17 register words stored, 13 words loaded.

        .region trampoline

        .include "ftrace_regs.inc"

        .global ftrace_caller
ftrace_caller:
        bti     c                               // reached through a PLT by an indirect branch from some modules
        save_arguments
        save_return_and_frames

        sub     x0, x30, #4                     // ip: the callsite
        mov     x1, x9                          // parent ip
        adrp    x2, function_trace_op           // ops
        ldr     x2, [x2, #:lo12:function_trace_op]
        mov     x3, sp                          // ftrace_regs

        .global ftrace_call
ftrace_call:
        bl      ftrace_stub                     // patched

        restore_arguments

        resume_tracee

        // What ftrace_call calls, and what a stub ops points to, while there is no tracer.
        .global ftrace_stub
ftrace_stub:
        bti     c                               // may be called through ops->func
        ret
