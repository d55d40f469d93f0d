// register_ftrace_function and unregister_ftrace_function: what a tracer calls. From described behaviour.
//
// In       x0 ops. The run of an operation ends at operation_end: its caller is not simulated.

        .region registration

        .global register_ftrace_function
register_ftrace_function:
        mov     w1, #0                          // no commands of its own
        bl      ftrace_startup
        b       operation_end

        .global unregister_ftrace_function
unregister_ftrace_function:
        mov     w1, #0
        bl      ftrace_shutdown

        .global operation_end
operation_end:
        brk     #0x800                          // never executed
