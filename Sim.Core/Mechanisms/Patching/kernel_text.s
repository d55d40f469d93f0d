// core_kernel_text and vmalloc_to_page: where an address of text is, physically. Kernels 6.1 and 6.12, from described behaviour.

        .region patch_code

        .set    PAGE_BITS, 12
        .set    TABLE_BITS, 9
        .set    PHYSICAL_BITS, 48
        .set    VALID_BIT, 0
        .set    TABLE_BIT, 1                    // set: a table or, at the lowest level, a page; clear: a larger block
        .set    PAGE_STRUCT_SHIFT, 6            // struct page has 64 bytes
        .set    LINEAR_MAP, -1 << 48            // of physical memory, 48-bit addresses
        .set    VMEMMAP, -1 << 42               // of the struct pages of the linear map

// Is it in the image? notrace.
// In       x0 address.
// Out      w0 1 or 0. Writes x1 and the flags.
// Symbols  _stext, _etext, system_state. Constants SYSTEM_SCHEDULING; PAC_IN_LEAVES.
// Instructions for an address that is: 13 with PAC_IN_LEAVES, else 11.
        .global core_kernel_text
core_kernel_text:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        adrp    x1, _stext
        add     x1, x1, #:lo12:_stext
        cmp     x0, x1
        b.lo    no
        adrp    x1, _etext
        add     x1, x1, #:lo12:_etext
        cmp     x0, x1
        cset    w1, lo
        b.hs    early
answer: mov     w0, w1
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

        // After it are the functions of initialisation, which are text while there is no scheduler.
early:
        adrp    x0, system_state
        ldr     w0, [x0, #:lo12:system_state]
        cmp     w0, #SYSTEM_SCHEDULING
        b.lo    unsupported
no:     mov     w1, #0
        b       answer

        .ifdef CALL_OPS_LITERAL
        .balign 8
        .quad   0                               // its own ops literal
        .endif

// The page of an address that is mapped by the kernel's page tables: of a module's text.
// In       x0 address, mapped by pages, not by larger blocks.
// Out      x0 its struct page. Writes x1 to x5 and the flags.
// Symbols  init_mm_pgd (pointer to the top table), memstart_addr. Constants CALL_OPS_LITERAL, PAC_IN_LEAVES.
        .global vmalloc_to_page
vmalloc_to_page:
        mov     x9, x30                         // for ftrace_caller
        .global vmalloc_to_page_callsite
vmalloc_to_page_callsite:
        nop
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif
        adrp    x1, init_mm_pgd
        ldr     x1, [x1, #:lo12:init_mm_pgd]
        adrp    x2, memstart_addr
        ldr     x2, [x2, #:lo12:memstart_addr]

        mov     x5, #LINEAR_MAP

        // Three tables down to the page's entry, each found by its physical address through the linear map.
        mov     w3, #PAGE_BITS + 3 * TABLE_BITS
next_table:
        lsr     x4, x0, x3
        and     x4, x4, #(1 << TABLE_BITS) - 1
        ldr     x1, [x1, x4, lsl #3]
        tbz     w1, #VALID_BIT, unsupported
        tbz     w1, #TABLE_BIT, unsupported
        ubfx    x1, x1, #PAGE_BITS, #PHYSICAL_BITS - PAGE_BITS
        lsl     x1, x1, #PAGE_BITS
        sub     x1, x1, x2
        add     x1, x1, x5
        sub     w3, w3, #TABLE_BITS
        cmp     w3, #PAGE_BITS
        b.hs    next_table

        // Struct pages are in the order of the pages of the linear map.
        sub     x1, x1, x5
        lsr     x1, x1, #PAGE_BITS
        mov     x0, #VMEMMAP
        add     x0, x0, x1, lsl #PAGE_STRUCT_SHIFT
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

unsupported:
        brk     #0x800                          // a system that boots, and text that is not mapped by pages: neither is here
