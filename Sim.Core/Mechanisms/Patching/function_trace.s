// start_function_trace and stop_function_trace: the function tracer is switched on or off, as a write to current_tracer does. While callsites change
// its trace is off: the tracer returns at once. Kernels 6.1 and 6.12 by general kernel knowledge (function_trace_init, function_trace_reset), not looked up
// and not measured by themselves.
//
// In       x0 ops of the function tracer, whose private data is its trace. The run of an operation ends at operation_end.
// Constants OPS_PRIVATE, TR_FUNCTION_ENABLED.
//
// Not here: what the write does besides, reading the tracer's name, emptying the ring buffer and recording command names.

        .region registration

        .global start_function_trace
start_function_trace:
        ldr     x19, [x0, #OPS_PRIVATE]         // the trace
        str     wzr, [x19, #TR_FUNCTION_ENABLED]
        mov     w1, #0
        bl      ftrace_startup
        mov     w0, #1
        str     w0, [x19, #TR_FUNCTION_ENABLED]
        b       operation_end

        .global stop_function_trace
stop_function_trace:
        ldr     x1, [x0, #OPS_PRIVATE]
        str     wzr, [x1, #TR_FUNCTION_ENABLED]
        mov     w1, #0
        bl      ftrace_shutdown
        b       operation_end
