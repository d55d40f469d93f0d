// _mcount of -pg builds without DYNAMIC_FTRACE, and without FUNCTION_GRAPH_TRACER: every function calls it at every call.
//
// It asks whether anybody traces anything; callsites are never patched, so the question costs either way.
// The tracee calls it after its frame is set up, and the compiler treats that call as any other: no argument needs saving.
//
// In       x30 the address after the callsite, x29 the tracee's frame record; x0 (the tracee's return address) is not used.
// To func  x0 ip (the callsite), x1 parent ip. x2 and x3 carry nothing: such kernels pass no ops to the function, and always walk.
// Symbols  ftrace_trace_function: variable, the function to call; ftrace_stub while untraced.
// Stack    16 bytes: a frame record.
//
// Instructions per call, func left out: untraced 9: alu 4, load 1, load_pair 1, store_pair 1, cond_taken 1, ret 1; traced 13.
// From the routine as kernel engineers know it: not measured, not looked up.

        .region trampoline

        .global _mcount
_mcount:
        stp     x29, x30, [sp, #-16]!
        mov     x29, sp

        // Does anybody trace?
        adrp    x2, ftrace_trace_function
        ldr     x2, [x2, #:lo12:ftrace_trace_function]
        adr     x0, ftrace_stub
        cmp     x0, x2
        b.eq    1f

        sub     x0, x30, #4                     // ip: the callsite
        ldr     x1, [x29]                       // the tracee's frame record
        ldr     x1, [x1, #8]                    // parent ip: its return address, from there
        blr     x2

1:      ldp     x29, x30, [sp], #16
        ret

        // What ftrace_trace_function points to while there is no tracer.
        .global ftrace_stub
ftrace_stub:
        ret
