// rcu_is_watching: may RCU readers run here? The list function asks it for an ops with FL_RCU. Kernels 5.18 to 6.12.
//
// Reads this CPU's context tracking word. RCU watches where the bit is set; it is clear in idle and in user mode.
//
// Out      w0 1 or 0. Writes x0, x1.
// Symbols  context_tracking_state: the 32-bit word, a per-CPU variable: tpidr_el1 holds the CPU's offset.
// Constant PAC_IN_LEAVES.
//
// Instructions: 6, with PAC_IN_LEAVES 8. Not measured: no measured ops has FL_RCU.

        .region rcu_check

        .set    RCU_WATCHING_BIT, 2

        .global rcu_is_watching
rcu_is_watching:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        mrs     x1, tpidr_el1                   // this CPU's copy
        adrp    x0, context_tracking_state
        add     x0, x0, #:lo12:context_tracking_state
        ldr     w0, [x0, x1]
        ubfx    w0, w0, #RCU_WATCHING_BIT, #1
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
