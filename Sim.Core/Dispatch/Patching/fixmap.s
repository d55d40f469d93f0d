// __set_fixmap: maps a page of the fixmap, or unmaps it and makes every TLB forget it. Kernels 6.1 and 6.12, gcc 12 at -O2. It can be traced.
//
// In       w0 index in the fixmap, x1 physical address, x2 permissions, or 0 to unmap.
// Symbols  bm_pte: the page table of the fixmap. Constants FIXMAP_TOP, FIXMAP_END; CALL_OPS_LITERAL, PAC_IN_LEAVES.
// Instructions: map 21 in 6.1, unmap 29, entry included (2).

        .region fixmap

        .set    PTE_KERNEL_VALID, 0x41          // user or valid; the third bit that must not be set is 1 << 54
        .set    PTE_UXN_BIT, 54

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // ops literal
        .endif

        .global __set_fixmap
__set_fixmap:
        mov     x9, x30
        .global __set_fixmap_callsite
__set_fixmap_callsite:
        nop                                     // patched
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        sub     w3, w0, #1
        mov     x4, #FIXMAP_TOP & 0xffff0000
        movk    x4, #(FIXMAP_TOP >> 32) & 0xffff, lsl #32
        movk    x4, #0xffff, lsl #48
        lsl     w0, w0, #12
        sub     x4, x4, x0                      // the page's address
        cmp     w3, #FIXMAP_END - 2
        b.hi    9f
        lsr     x3, x4, #12
        adrp    x5, bm_pte
        ubfx    x6, x4, #12, #9
        add     x5, x5, #:lo12:bm_pte
        cbz     x2, 2f

        // Map. A kernel's valid entry must be seen by the walker before the page is used.
        and     x1, x1, #~0xfff
        mov     x0, #PTE_KERNEL_VALID
        orr     x1, x1, x2
        movk    x0, #1 << (PTE_UXN_BIT - 48), lsl #48
        str     x1, [x5, x6, lsl #3]
        and     x1, x1, x0
        sub     x0, x0, #0x40
        cmp     x1, x0
        b.eq    1f
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
1:      dsb     ishst
        isb
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

        // Unmap: clear the entry, then flush_tlb_kernel_range of the one page, on all CPUs.
2:      str     xzr, [x5, x6, lsl #3]
        add     x1, x4, #4096
        and     x0, x3, #0xfffffffffff
        ubfx    x1, x1, #12, #44
        dsb     ishst
        cmp     x0, x1
        b.hs    4f
3:      tlbi    vaale1is, x0
        add     x0, x0, #1
        cmp     x1, x0
        b.ne    3b
4:      dsb     ish
        nop                                     // patched on cores whose TLBI must be repeated
        isb
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret
9:      brk     #0x800                          // no such page
