// A tracer of one's own: adds one to a counter per caller, as a BPF program with a hash map does that asks who calls a function.
//
// The counters are an open hash table after ops->private, 1024 slots of an address and a 64-bit count, linear probing: the scenario says table: 16 KiB.
// Not atomic: it counts on one CPU.
//
// In       x0 ip, x1 parent ip, x2 ops, x3 registers of the tracee. Returns nothing. Writes x3 to x6.
// Constants OPS_PRIVATE, BTI.

        .global count_by_caller
count_by_caller:
        .ifdef BTI
        bti     c                               // called through ops->func
        .endif
        ldr     x3, [x2, #OPS_PRIVATE]          // the table
        mov     x4, #0x83eb                     // hash_64(parent ip): GOLDEN_RATIO_64
        movk    x4, #0x80b5, lsl #16
        movk    x4, #0x8646, lsl #32
        movk    x4, #0x61c8, lsl #48
        mul     x4, x1, x4
        lsr     x4, x4, #54                     // its upper 10 bits
1:      add     x5, x3, x4, lsl #4              // slot
        ldr     x6, [x5]
        cmp     x6, x1
        b.eq    3f                              // this caller's
        cbz     x6, 2f                          // free: it becomes this caller's
        add     x4, x4, #1                      // another caller's: the next one
        and     x4, x4, #1023
        b       1b
2:      str     x1, [x5]
3:      ldr     x6, [x5, #8]
        add     x6, x6, #1
        str     x6, [x5, #8]
        ret
