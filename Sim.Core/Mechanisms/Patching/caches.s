// caches_clean_inval_pou: makes instruction fetch see what was stored. Assembly in the kernel too, kernels 5.14 to 6.12; it has no callsite. From
// described behaviour.
//
// In       x0 first byte, x1 after the last. Writes x0, x2 to x4 and the flags.
// Instructions for one word: 28. Real kernels: 31.
// A core that says so in CTR_EL0 needs neither loop, or not the second: the kernel then branches around them. Here it does both.

        .region cache_maintenance

        // Fields of CTR_EL0: the smallest lines, as powers of two of words.
        .set    DATA_LINE_BIT, 16
        .set    CODE_LINE_BIT, 0
        .set    FIELD_BITS, 4
        .set    WORD_BYTES, 4

        .global caches_clean_inval_pou
caches_clean_inval_pou:
        // Data out of the data cache, to where both caches meet: from the start of the first byte's line, line by line.
        nop                                     // patched into a branch where stores are seen there anyway
        mrs     x4, ctr_el0
        nop                                     // both patched into a constant where cores differ
        ubfx    x2, x4, #DATA_LINE_BIT, #FIELD_BITS
        mov     x3, #WORD_BYTES
        lsl     x2, x3, x2                      // bytes of a line
        neg     x3, x2
        and     x3, x3, x0
clean:  dc      cvau, x3
        add     x3, x3, x2
        cmp     x3, x1
        b.lo    clean
        dsb     ish

        // What the instruction cache has of it is old.
        nop                                     // patched into a branch where the instruction cache notices by itself
        mrs     x4, ctr_el0
        nop                                     // as above
        ubfx    x2, x4, #CODE_LINE_BIT, #FIELD_BITS
        mov     x3, #WORD_BYTES
        lsl     x2, x3, x2
        neg     x3, x2
        and     x3, x3, x0
forget: ic      ivau, x3
        add     x3, x3, x2
        cmp     x3, x1
        b.lo    forget
        dsb     ish
        isb
        ret
