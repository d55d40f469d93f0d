// arch_ftrace_ops_list_func without DYNAMIC_FTRACE: walks the list of all ops and calls every one, for every function.
// There are no filters then: ftrace_ops_test is a constant, and with it go the pair of hash pointers and the stack protector's canary.
// As list_func_6.1.s otherwise, whose compiler and options it has; the guard is that of 5.18 and later.
//
// In       x0 ip (the callsite), x1 parent ip. Called with the list in any state, empty included.
// Symbols  ftrace_ops_list (variable: the newest ops), ftrace_list_end (the stub ops that ends the list); rcu_is_watching.
// Constants OPS_*, TASK_*, FL_STUB_BIT, FL_RCU_BIT.
// Stack    64 bytes: x29, x30, x19 to x24.
//
// Instructions, the tracers left out: fixed 42, each ops 15. Not measured: the measured list functions test filters.

        .region list_walk

        .include "Mechanisms/ListFunc/list_walk.inc"

        .set    STACK_BYTES, 64

        .global arch_ftrace_ops_list_func
arch_ftrace_ops_list_func:
        stp     x29, x30, [sp, #-STACK_BYTES]!
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]
        stp     x23, x24, [sp, #48]
        mov     x20, x0                         // ip
        mov     x21, x1                         // parent ip

        // Recursion guard: the task's bits, and from preempt_count how deep in interrupts we are (0 normal to 3 NMI).
        mrs     x0, sp_el0
        ldr     x4, [x0, #TASK_TRACE_RECURSION]
        ldr     w1, [x0, #TASK_PREEMPT_COUNT]
        take_guard

        // The newest ops.
        adrp    x0, ftrace_ops_list
        ldr     x19, [x0, #:lo12:ftrace_ops_list]
        adrp    x24, ftrace_list_end

        // Skip a stub, and an ops that needs RCU where RCU is not watching. The list's end is a stub: an empty list ends here.
each_ops:
        skip_unusable call_ops

        // Call its function, checked since a null one would be fatal here.
call_ops:
        ldr     x4, [x19, #OPS_FUNC]
        cbz     x4, no_func
        mov     x0, x20
        mov     x1, x21
        mov     x2, x19
        mov     x3, #0                          // no registers of the tracee
        blr     x4

        // The next ops, unless there is none or it is the list's end.
next_ops:
        next_or_end

        // Clear the guard's bit.
done:
        clear_guard

leave:
        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldp     x23, x24, [sp, #48]
        ldp     x29, x30, [sp], #STACK_BYTES
        ret

        // The bit is set already. Once per context that may be an interrupt before preempt_count tells of it: then the
        // transition bit is in. With both set it is recursion: leave without calling anyone.
recursed:
        enter_transition

        // A registered ops without a function: warn, and stop walking.
no_func:
        brk     #0x800
        b       done
