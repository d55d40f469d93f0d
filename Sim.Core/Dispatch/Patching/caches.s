// caches_clean_inval_pou: makes instruction fetch see what was stored. Assembly in the kernel too, kernels 5.14 to 6.12; it has no callsite.
//
// In       x0 first byte, x1 behind the last.
// Instructions for one word: 31.
// A core that says so in CTR_EL0 needs neither loop, or not the second: the kernel then branches around them. Here it does both.

        .region cache_maintenance

        .global caches_clean_inval_pou
caches_clean_inval_pou:
        bti     c
        nop                                     // where a core with coherent instruction fetch leaves
        nop
        mov     x2, x0
        mov     x3, x1

        // Data: clean to the point of unification, line by line.
        mrs     x5, ctr_el0
        nop                                     // patched where cores differ in their lines
        ubfx    x5, x5, #16, #4                 // words in the smallest line, as a power of two
        mov     x4, #4
        lsl     x4, x4, x5
        sub     x5, x4, #1
        bic     x2, x2, x5
1:      dc      cvau, x2
        add     x2, x2, x4
        cmp     x2, x3
        b.lo    1b
        dsb     ish

        // Instructions: invalidate.
        nop
        nop
        mrs     x3, ctr_el0
        nop
        and     x3, x3, #0xf
        mov     x2, #4
        lsl     x2, x2, x3
        sub     x3, x2, #1
        bic     x3, x0, x3
2:      ic      ivau, x3
        add     x3, x3, x2
        cmp     x3, x1
        b.lo    2b
        dsb     ish
        isb
        ret
