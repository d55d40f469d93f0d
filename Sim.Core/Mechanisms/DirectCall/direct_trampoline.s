// A tracer's own trampoline, reached by a direct call: the callsite's BL leads here, or ftrace_caller does by BR. As the kernel's sample of
// direct calls for arm64 has it, which saves what it will change; a BPF trampoline differs in what it saves and calls.
//
// In       x9 the tracee's return address, x30 the address after the callsite; x0-x8 are the tracee's and come back unchanged: the tracers
//          that it can call write x0 at most.
// To func  x0 the tracee's argument, x2 the tracer's data (its ops: a BPF trampoline hands its program a pointer likewise).
// Symbols  TRAMPOLINE_FUNC, TRAMPOLINE_OPS: constants of each copy. No global label: the entry is the first instruction.
// Stack    32 bytes: the two return addresses, x0, x2.
//
// Instructions, func left out: 13: alu 2, load 4, load_pair 1, store 2, store_pair 1, blr 1, ret 1, hint 1.
// From the sample as kernel engineers know it: not measured, not looked up.

        .region trampoline

        .balign 8                               // for the literal
        bti     c                               // reached by a BR from ftrace_caller
        sub     sp, sp, #32
        stp     x9, x30, [sp]
        str     x0, [sp, #16]
        str     x2, [sp, #24]
        ldr     x2, data                        // the tracer's data, from after the code
        ldr     x10, func                       // by address: the tracer may be out of a BL's reach, and a BPF program often is
        blr     x10
        ldp     x30, x9, [sp]                   // swapped: x30 is the tracee's return address again
        ldr     x0, [sp, #16]
        ldr     x2, [sp, #24]
        add     sp, sp, #32
        ret     x9                              // on to the tracee's body: pairs with the callsite's BL

        .balign 8
func:
        .quad   TRAMPOLINE_FUNC
data:
        .quad   TRAMPOLINE_OPS
