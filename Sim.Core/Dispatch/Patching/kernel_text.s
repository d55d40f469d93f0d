// core_kernel_text and vmalloc_to_page: where an address of text is, physically. Kernels 6.1 and 6.12, gcc 12 at -O2.

        .region patch_code

// Is it in the image? notrace.
// In       x0 address.
// Out      w0 1 or 0.
// Symbols  _stext, _etext, system_state. Constants SYSTEM_SCHEDULING; PAC_IN_LEAVES.
        .global core_kernel_text
core_kernel_text:
        adrp    x2, _stext
        add     x2, x2, #:lo12:_stext
        mov     x1, x0
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        cmp     x0, x2
        b.lo    1f
        adrp    x2, _etext
        add     x2, x2, #:lo12:_etext
        mov     w0, #1
        cmp     x1, x2
        b.lo    2f
1:      adrp    x2, system_state                // init text, while there is any
        mov     w0, #0
        ldr     w2, [x2, #:lo12:system_state]
        cmp     w2, #SYSTEM_SCHEDULING
        b.hi    2f
        brk     #0x800                          // the system has booted
2:
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

// The page of a module's text: four levels of tables. It can be traced.
// In       x0 address.
// Out      x0 its struct page. A section instead of a table would end the walk early; text of modules is mapped by pages.
// Symbols  init_mm_pgd, memstart_addr. Constants CALL_OPS_LITERAL, PAC_IN_LEAVES.
        .set    VMEMMAP, 0xfffffc0000000000

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // ops literal
        .endif

        .global vmalloc_to_page
vmalloc_to_page:
        mov     x9, x30
        .global vmalloc_to_page_callsite
vmalloc_to_page_callsite:
        nop                                     // patched
        adrp    x1, init_mm_pgd
        ubfx    x2, x0, #39, #9
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        ldr     x1, [x1, #:lo12:init_mm_pgd]
        ldr     x1, [x1, x2, lsl #3]
        cbz     x1, 9f
        tbz     w1, #1, 9f                      // a table

        adrp    x2, memstart_addr
        and     x1, x1, #0xfffffffff000
        ubfx    x3, x0, #30, #9
        ldr     x2, [x2, #:lo12:memstart_addr]
        sub     x1, x1, x2
        orr     x1, x1, #0xffff000000000000     // the table in the linear map
        ldr     x1, [x1, x3, lsl #3]
        cbz     x1, 9f
        and     x4, x1, #3
        cmp     x4, #3
        b.ne    9f

        and     x1, x1, #0xfffffffff000
        ubfx    x3, x0, #21, #9
        sub     x1, x1, x2
        orr     x1, x1, #0xffff000000000000
        ldr     x1, [x1, x3, lsl #3]
        cbz     x1, 9f
        and     x4, x1, #3
        cmp     x4, #3
        b.ne    9f

        and     x1, x1, #0xfffffffff000
        ubfx    x0, x0, #12, #9
        sub     x1, x1, x2
        orr     x1, x1, #0xffff000000000000
        ldr     x0, [x1, x0, lsl #3]
        tbz     w0, #0, 9f
        ubfx    x0, x0, #12, #36
        mov     x1, #VMEMMAP
        sub     x2, x0, x2, asr #12
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        add     x0, x1, x2, lsl #6
        ret
9:      brk     #0x800                          // no page there
