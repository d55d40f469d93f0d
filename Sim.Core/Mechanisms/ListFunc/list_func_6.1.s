// arch_ftrace_ops_list_func of the REGS era: walks the list of all ops and calls those that want this callsite.
// Kernels 5.5 to 6.1 as compiled by gcc 12 at -O2, and mcount builds; the guard is that of 5.18 and later. PREEMPT_VOLUNTARY:
// there is no preempt_count to raise. STACKPROTECTOR_STRONG with a canary per task, return addresses signed (PTR_AUTH_KERNEL).
//
// In       x0 ip (the callsite), x1 parent ip, x2 ops (unused), x3 pt_regs or null. Called with the list in any state, empty included.
// Symbols  ftrace_ops_list (variable: the newest ops), ftrace_list_end (the stub ops that ends the list);
//          hash_contains_ip, rcu_is_watching.
// Constants OPS_*, OPSHASH_*, TASK_*, FL_STUB_BIT, FL_RCU_BIT; ZERO_STACK; FL_SAVE_REGS_BIT only where the kernel has
//          DYNAMIC_FTRACE_WITH_REGS (it is absent in mcount builds).
// Stack    144 bytes: x29, x30, x19 to x25 (72, and 16 unused), the pair of hash pointers (48) at 88, the canary at 136.
//
// Instructions (debian-kernel-icount), with ZERO_STACK:
//   fixed 59:        alu 29, load 8, load_pair 4, store 4, store_pair 4, cond_not_taken 2, ret 1, sysreg 5, hint 2;
//   irrelevant ops 24: alu 6, load 6, load_pair 1, store 2, store_pair 3, cond_taken 3, cond_not_taken 2, bl 1;
//   relevant ops 31:   alu 10, load 7, load_pair 1, store 2, store_pair 3, cond_taken 2, cond_not_taken 4, bl 1, blr 1;
//   of the last ops one cond_taken (the loop's branch) is a cond_not_taken. hash_contains_ip and the tracers come on top.
// The classes are measured, the registers are not: that the page of ftrace_list_end and the address of the pair are kept
// in x24 and x25 through the loop is the reading that makes 7 saved registers, 6 alu per ops and the length of the
// chain of loads through the pair come out. Open: at unit latency the path's longest chain is 12, measured 16.

        .region list_walk

        // Bits of task_struct.trace_recursion that guard this function: 5 NMI, 6 IRQ, 7 softirq, 8 normal context, 9 transition.
        .set    NORMAL_BIT, 8
        .set    TRANSITION_BIT, 9

        // Fields of preempt_count.
        .set    NMI_MASK, 0xf00000
        .set    NMI_HARDIRQ_MASK, 0xff0000
        .set    SERVING_SOFTIRQ, 0x100

        .set    STACK_BYTES, 144
        .set    PAIR, 88                // struct ftrace_ops_hash: notrace hash, filter hash, a lock
        .set    CANARY, 136

        .global arch_ftrace_ops_list_func
arch_ftrace_ops_list_func:
        .ifdef PAC
        paciasp
        .endif
        stp     x29, x30, [sp, #-STACK_BYTES]!
        mrs     x4, sp_el0                      // current
        mov     x29, sp
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]
        stp     x23, x24, [sp, #48]
        str     x25, [sp, #64]

        // Stack protector: the task's canary behind the pair, and no copy left in a register.
        ldr     x5, [x4, #TASK_STACK_CANARY]
        str     x5, [sp, #CANARY]
        mov     x5, #0

        mov     x20, x0                         // ip
        mov     x21, x1                         // parent ip
        mov     x22, x3                         // registers of the tracee

        // Recursion guard: the task's bits, and from preempt_count how deep in interrupts we are (0 normal to 3 NMI).
        mrs     x0, sp_el0
        ldr     x4, [x0, #TASK_TRACE_RECURSION]
        mrs     x1, sp_el0
        ldr     w1, [x1, #TASK_PREEMPT_COUNT]
        tst     w1, #NMI_MASK
        cset    w2, ne
        tst     w1, #NMI_HARDIRQ_MASK
        cinc    w2, w2, ne
        mov     w3, #SERVING_SOFTIRQ            // no immediate of TST: in two steps
        movk    w3, #NMI_HARDIRQ_MASK >> 16, lsl #16
        tst     w1, w3
        cinc    w2, w2, ne

        // This context's bit must be clear: test and set it.
        mov     w23, #NORMAL_BIT
        sub     w23, w23, w2
        mov     w1, #1
        lsl     w1, w1, w23
        tst     w1, w4
        b.ne    recursed
set_bit:
        orr     w4, w4, w1
        str     x4, [x0, #TASK_TRACE_RECURSION]

        // The newest ops; what the loop needs every time.
        adrp    x0, ftrace_ops_list
        ldr     x19, [x0, #:lo12:ftrace_ops_list]
        adrp    x24, ftrace_list_end
        add     x25, x29, #PAIR

        // Skip a stub, and an ops that needs RCU where RCU is not watching. The list's end is a stub: an empty list ends here.
each_ops:
        ldr     x0, [x19, #OPS_FLAGS]
        tbnz    w0, #FL_STUB_BIT, next_ops
        tbz     w0, #FL_RCU_BIT, test_ops
        bl      rcu_is_watching
        tst     w0, #0xff
        b.eq    next_ops

test_ops:
        .ifdef FL_SAVE_REGS_BIT
        cbz     x22, no_regs                    // did we come from a trampoline that saved no registers?
        .endif

        // ftrace_ops_test, inlined. Its pair of pointers is zeroed first, as every automatic variable.
copy_hashes:
        .ifdef ZERO_STACK
        stp     xzr, xzr, [sp, #PAIR]
        stp     xzr, xzr, [sp, #PAIR + 16]
        stp     xzr, xzr, [sp, #PAIR + 32]
        .endif

        // Copy both hash pointers to the pair with rcu_assign_pointer, a store-release each, and read them back for the call.
        ldr     x0, [x19, #OPS_FUNC_HASH]
        add     x1, x25, #OPSHASH_FILTER
        ldr     x0, [x0, #OPSHASH_FILTER]
        stlr    x0, [x1]
        ldr     x0, [x19, #OPS_FUNC_HASH]
        ldr     x0, [x0, #OPSHASH_NOTRACE]
        stlr    x0, [x25]
        ldp     x2, x1, [x25]
        mov     x0, x20
        bl      hash_contains_ip
        tst     w0, #0xff
        b.eq    next_ops

        // The ops wants this callsite: call its function, checked since a null one would be fatal here.
        ldr     x4, [x19, #OPS_FUNC]
        cbz     x4, no_func
        mov     x0, x20
        mov     x1, x21
        mov     x2, x19
        mov     x3, x22
        blr     x4

        // The next ops, unless there is none or it is the list's end.
next_ops:
        ldr     x19, [x19, #OPS_NEXT]
        add     x0, x24, #:lo12:ftrace_list_end
        cmp     x19, x0
        ccmp    x19, #0, #4, ne
        b.ne    each_ops

        // Clear the guard's bit.
done:
        mrs     x0, sp_el0
        mov     w1, #1
        lsl     w1, w1, w23
        mvn     w1, w1
        sxtw    x1, w1
        ldr     x2, [x0, #TASK_TRACE_RECURSION]
        and     x1, x1, x2
        str     x1, [x0, #TASK_TRACE_RECURSION]

        // Stack protector: the canary must be what it was.
leave:
        mrs     x0, sp_el0
        ldr     x2, [sp, #CANARY]
        ldr     x1, [x0, #TASK_STACK_CANARY]
        subs    x2, x2, x1
        mov     x1, #0
        b.ne    smashed

        ldp     x19, x20, [sp, #16]
        ldp     x21, x22, [sp, #32]
        ldp     x23, x24, [sp, #48]
        ldr     x25, [sp, #64]
        ldp     x29, x30, [sp], #STACK_BYTES
        .ifdef PAC
        autiasp
        .endif
        ret

        // The bit is set already. Once per context that may be an interrupt before preempt_count tells of it: then the
        // transition bit stands in. With both set it is recursion: leave without calling anyone.
recursed:
        tbnz    w4, #TRANSITION_BIT, leave
        mov     w1, #1 << TRANSITION_BIT
        mov     w23, #TRANSITION_BIT
        b       set_bit

        // No registers: an ops that must have all of them is not called.
        .ifdef FL_SAVE_REGS_BIT
no_regs:
        ldr     x0, [x19, #OPS_FLAGS]
        tbnz    w0, #FL_SAVE_REGS_BIT, next_ops
        b       copy_hashes
        .endif

        // A registered ops without a function: warn, and stop walking.
no_func:
        brk     #0x800
        b       done

smashed:
        brk     #0x800                          // the kernel panics
