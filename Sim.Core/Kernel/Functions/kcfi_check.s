// An indirect call under kCFI, and two functions of one type that it may reach: what clang 16 emits, reduced to the check.
//
// The caller reads the type hash at a distance from the function's entry that it takes from its own compilation, compares it with
// the hash of the type that it calls through, and traps if they differ.
//
// Entry     kcfi_caller, with the function to call in X8. A run ends at kcfi_done, or with the trap.
// Constants HASH_BEFORE: bytes from the hash to the entry, as the caller was compiled. TYPE_HASH, HASH_LOW, HASH_HIGH: the type's hash
//           and its halves. OPS: what ftrace has written to the ops literal.
// Functions with_literal: compiled with =4,2, hash before the two NOPs that hold the literal, 12 bytes before the entry.
//           without_literal: compiled with =2, or not to be traced at all, hash 4 bytes before the entry.
//
// What is read as data is written as data; nothing executes it.

        .region caller
        .global kcfi_caller
kcfi_caller:
        ldur    w16, [x8, #-HASH_BEFORE]
        movz    w17, #HASH_LOW
        movk    w17, #HASH_HIGH, lsl #16
        cmp     w16, w17
        b.eq    1f
        brk     #0x8228                         // kCFI's trap: bits 0 to 4 say that X8 is the pointer, 5 to 9 that W17 is the hash
1:      blr     x8

        .global kcfi_done
kcfi_done:
        nop                                     // the run stops here

        .region tracee
        .balign 8
        .word   0xd65f03c0                      // the function before ends here: ret
        .word   TYPE_HASH
        .quad   OPS
        .global with_literal
with_literal:
        mov     x9, x30
        nop                                     // callsite
        ret

        .balign 8
        .word   0xaa1e03e9                      // the function before: mov x9, x30
        .word   0xd503201f                      // nop
        .word   0xd65f03c0                      // ret
        .word   TYPE_HASH
        .global without_literal
without_literal:
        mov     x9, x30
        nop                                     // callsite
        ret
