// hash_contains_ip: does an ops want this callsite? Kernels 5.5 to 6.12, gcc 12 at -O2.
//
// Yes if the filter is empty or contains the ip, and the notrace hash is empty or does not contain it. Both look-ups are inlined.
// The compiler passes the two hash pointers in registers instead of a pointer to their pair (hash_contains_ip.isra.0).
//
// In       x0 ip, x1 filter hash, x2 notrace hash; either may be null.
// Out      w0 1 or 0. Writes x3, x4 and the flags.
// Constants HASH_COUNT, HASH_FLAGS, HASH_FL_MOD_BIT, HASH_SIZE_BITS, HASH_BUCKETS, ENTRY_IP, ENTRY_NEXT; PAC_IN_LEAVES.
//
// Instructions with one bucket of one entry in the filter and no notrace hash, 18 with PAC_IN_LEAVES, else 16 (no hint):
//   not contained: alu 3, load 6, cond_taken 3, cond_not_taken 3, ret 1, hint 2;
//   contained:     alu 3, load 5, b 1, cond_taken 2, cond_not_taken 4, ret 1, hint 2 (debian-kernel-icount).
// More: 9 for more than one bucket (10 fit the measured totals best), 5 for each further entry of the bucket.
// The B of a hit is measured, its place is not: here it joins the common return.

        .region hash_lookup

        .global hash_contains_ip
hash_contains_ip:
        .ifdef PAC_IN_LEAVES
        paciasp
        .endif

        // Is the filter empty: none, or without entries and not waiting for a module?
        cbz     x1, 4f
        ldr     x3, [x1, #HASH_COUNT]
        cbnz    x3, 1f
        ldr     x3, [x1, #HASH_FLAGS]
        tbz     w3, #HASH_FL_MOD_BIT, 4f

        // Key: 0 where there is one bucket, else the top size_bits bits of ip times the 64-bit golden ratio.
1:      ldr     x4, [x1, #HASH_SIZE_BITS]
        mov     x3, #0
        cbz     x4, 2f
        mov     w3, #64
        sub     w4, w3, w4
        mov     x3, #0x83eb
        movk    x3, #0x80b5, lsl #16
        movk    x3, #0x8646, lsl #32
        movk    x3, #0x61c8, lsl #48
        mul     x3, x0, x3
        lsr     x3, x3, x4
        mov     w3, w3                          // hash_64 gives a u32

        // First entry of the bucket.
2:      ldr     x4, [x1, #HASH_BUCKETS]
        ldr     x3, [x4, x3, lsl #3]
        cbz     x3, 6f

        // Along the bucket until an entry has this ip.
3:      ldr     x4, [x3, #ENTRY_IP]
        cmp     x4, x0
        b.ne    5f

        // The filter lets it pass. Without a notrace hash that is the answer.
4:      cbnz    x2, 10f
        mov     w0, #1
        b       7f

5:      ldr     x3, [x3, #ENTRY_NEXT]
        cbnz    x3, 3b

6:      mov     w0, #0                          // not in the filter, or in the notrace hash
7:
        .ifdef PAC_IN_LEAVES
        autiasp
        .endif
        ret

        // The same look-up in the notrace hash, with the answer turned round.
10:     ldr     x3, [x2, #HASH_COUNT]
        cbnz    x3, 11f
        ldr     x3, [x2, #HASH_FLAGS]
        tbz     w3, #HASH_FL_MOD_BIT, 14f
11:     ldr     x4, [x2, #HASH_SIZE_BITS]
        mov     x3, #0
        cbz     x4, 12f
        mov     w3, #64
        sub     w4, w3, w4
        mov     x3, #0x83eb
        movk    x3, #0x80b5, lsl #16
        movk    x3, #0x8646, lsl #32
        movk    x3, #0x61c8, lsl #48
        mul     x3, x0, x3
        lsr     x3, x3, x4
        mov     w3, w3
12:     ldr     x4, [x2, #HASH_BUCKETS]
        ldr     x3, [x4, x3, lsl #3]
        cbz     x3, 14f
13:     ldr     x4, [x3, #ENTRY_IP]
        cmp     x4, x0
        b.eq    6b
        ldr     x3, [x3, #ENTRY_NEXT]
        cbnz    x3, 13b
14:     mov     w0, #1
        b       7b
