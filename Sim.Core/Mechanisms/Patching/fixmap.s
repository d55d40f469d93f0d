// __set_fixmap: maps a page of the fixmap, or unmaps it and makes every TLB forget it. Kernels 6.1 and 6.12, from described behaviour. It can
// be traced.
//
// In       w0 index in the fixmap, x1 physical address, x2 permissions, or 0 to unmap. Writes x3 to x5 and the flags.
// Symbols  bm_pte: the page table of the fixmap. Constants FIXMAP_TOP, FIXMAP_END; CALL_OPS_LITERAL, PAC_IN_LEAVES.
// Instructions, entry included (2): map 21 with PAC_IN_LEAVES, else 19; unmap 28 or 26. Real kernels: map 21 in 6.1, unmap 29.

        .region fixmap

        .set    PAGE_BITS, 12
        .set    TABLE_BITS, 9
        .set    PAGE_NUMBER_BITS, 44            // what TLBI takes

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif

        .global __set_fixmap
__set_fixmap:
        mov     x9, x30                         // for ftrace_caller
        .global __set_fixmap_callsite
__set_fixmap_callsite:
        nop
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif

        // Is there such an index? 0 is not one.
        sub     w3, w0, #1
        cmp     w3, #FIXMAP_END - 1
        b.hs    no_index

        // Pages are counted down from the top; the entry is in the only table of the lowest level.
        movz    x3, #(FIXMAP_TOP >> 48) & 0xffff, lsl #48
        movk    x3, #(FIXMAP_TOP >> 32) & 0xffff, lsl #32
        movk    x3, #(FIXMAP_TOP >> 16) & 0xffff, lsl #16
        sub     x3, x3, x0, lsl #PAGE_BITS      // the page
        ubfx    x4, x3, #PAGE_BITS, #TABLE_BITS
        adrp    x5, bm_pte
        add     x5, x5, #:lo12:bm_pte
        add     x4, x5, x4, lsl #3              // its entry
        cbz     x2, unmap

        // A new entry must be seen by table walks before the page is used.
        orr     x1, x1, x2
        str     x1, [x4]
        dsb     ishst
        isb
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

        // Nothing there any more: the store before the invalidation, the invalidation of one page in all TLBs before anything else.
unmap:
        str     xzr, [x4]
        dsb     ishst
        mov     x4, #1 << PAGE_BITS
        add     x4, x3, x4                      // after the last page
each_page:
        ubfx    x5, x3, #PAGE_BITS, #PAGE_NUMBER_BITS
        tlbi    vaale1is, x5
        add     x3, x3, #1 << PAGE_BITS
        cmp     x3, x4
        b.lo    each_page
        dsb     ish
        isb
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

no_index:
        brk     #0x800
