// call_direct_funcs: the function of an ops with a direct trampoline. It runs only where the list is walked, because other ops trace the
// same function: it tells ftrace_caller to leave through the direct trampoline. Kernels 6.4 to 6.12.
//
// In       x0 ip, x1 parent ip, x2 ops, x3 ftrace_regs.
// Constants OPS_DIRECT_CALL; PAC_IN_LEAVES.
//
// Instructions 4: load 1, store 1, cond_not_taken 1, ret 1. Not measured.

        .region trampoline

        .set    FREGS_DIRECT, 72        // as in ftrace_caller: a direct trampoline to go to in the end, or 0

        .global call_direct_funcs
call_direct_funcs:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        ldr     x0, [x2, #OPS_DIRECT_CALL]
        cbz     x0, 1f                          // it may have been taken away since
        str     x0, [x3, #FREGS_DIRECT]         // arch_ftrace_set_direct_caller
1:
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
