// arch_ftrace_ops_list_func of the ARGS era: walks the list of all ops and calls those that want this callsite.
// Kernels 6.2 to 6.12 as compiled by gcc 12 at -O2. PREEMPT_VOLUNTARY: there is no preempt_count to raise.
// STACKPROTECTOR_STRONG with a canary per task, return addresses signed (PTR_AUTH_KERNEL).
// Against the REGS era: every tracer gets registers, so none is left out for want of them; the call is outside the loop.
//
// In       x0 ip (the callsite), x1 parent ip, x2 ops (unused), x3 ftrace_regs. Called with the list in any state, empty included.
// Symbols  ftrace_ops_list (variable: the newest ops), ftrace_list_end (the stub ops that ends the list);
//          hash_contains_ip, rcu_is_watching.
// Constants OPS_*, OPSHASH_*, TASK_*, FL_STUB_BIT, FL_RCU_BIT; ZERO_STACK.
// Stack    144 bytes: x29, x30, x19 to x25 (72, and 16 unused), the pair of hash pointers (48) at 88, the canary at 136.
//
// Instructions (debian-kernel-icount), with ZERO_STACK:
//   fixed 59:        alu 29, load 8, load_pair 4, store 4, store_pair 4, cond_not_taken 2, ret 1, sysreg 5, hint 2;
//   irrelevant ops 23: alu 6, load 6, load_pair 1, store 2, store_pair 3, cond_taken 2, cond_not_taken 2, bl 1;
//   relevant ops 31:   alu 10, load 7, load_pair 1, store 2, store_pair 3, b 1, cond_taken 3, cond_not_taken 2, bl 1, blr 1;
//   of the last ops one cond_taken (the loop's branch) is a cond_not_taken. hash_contains_ip and the tracers come on top.
// The classes are measured, the registers are not: that the page of ftrace_list_end and the address of the pair are kept
// in x24 and x25 through the loop is the reading that makes 7 saved registers, 6 alu per ops and the length of the
// chain of loads through the pair come out. Open: at unit latency the path's longest chain is 12, measured 16.

        .region list_walk

        .include "list_func.inc"

        .global arch_ftrace_ops_list_func
arch_ftrace_ops_list_func:
        enter_list_func
        load_guard
        take_guard
        load_first_ops

each_ops:
        skip_unusable copy_hashes

copy_hashes:
        test_hashes
        b.ne    call_ops

next_ops:
        next_or_end

done:
        clear_guard

leave:
        leave_list_func

call_ops:
        call_ops_func
        b       next_ops

recursed:
        enter_transition

        // A registered ops without a function: warn, and stop walking.
no_func:
        brk     #0x800
        b       done

smashed:
        brk     #0x800                          // the kernel panics
