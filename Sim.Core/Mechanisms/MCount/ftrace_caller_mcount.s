// ftrace_caller of mcount builds: kernels up to 5.4, and later ones built by gcc before 8 (-pg, DYNAMIC_FTRACE).
//
// The tracee calls it after its frame is set up, and the compiler treats that call as any other: no argument needs saving.
//
// In       x30 the address after the callsite, x29 the tracee's frame record; x0 (the tracee's return address) is not used.
// To func  x0 ip (the callsite), x1 parent ip. x2 and x3 carry nothing: such kernels pass no ops to the function, and always walk.
// Patched  ftrace_call: BL to the list function. ftrace_graph_call: B to the function graph tracer's entry.
// Stack    16 bytes: a frame record.
//
// Instructions per call, func left out: 9: alu 2, load 2, load_pair 1, store_pair 1, bl 1, ret 1, hint 1. Not measured.

        .region trampoline

        .global ftrace_caller
ftrace_caller:
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp

        sub     x0, x30, #4                     // ip: the callsite
        ldr     x1, [x29]                       // the tracee's frame record
        ldr     x1, [x1, #8]                    // parent ip: its return address, from there

        .global ftrace_call
ftrace_call:
        bl      ftrace_stub                     // patched

        .global ftrace_graph_call
ftrace_graph_call:
        nop                                     // patched while the function graph tracer is on

        ldp     x29, x30, [sp], #16
        ret

        // What ftrace_call calls, and what a stub ops points to, while there is no tracer.
        .global ftrace_stub
ftrace_stub:
        ret

        // What the compiler's BL calls in a callsite that has not been made a NOP, which the kernel does for all at boot.
        .global _mcount
_mcount:
        ret
