// A module's way to the trampolines where no BL reaches them: its ftrace PLT, as the loader fills it in when the module is loaded.
//
// Mirrors  .text.ftrace_trampoline of a module: struct plt_entry, three instructions each.
// Entry    by BL from a callsite of the module. Leaves everything but x16 alone, which calls may change anyway; the return
//          address stays that of the callsite.
// Symbols  ftrace_caller, or with STATIC_MCOUNT _mcount; with FL_SAVE_REGS_BIT (DYNAMIC_FTRACE_WITH_REGS) ftrace_regs_caller, which has an
//          entry of its own.
//
// Instructions per call: 3 (debian-kernel-icount: +3.000 on both kernels).

        .region veneer

        .ifdef STATIC_MCOUNT
        .global _mcount_plt                     // no ftrace PLT, but one of the module's ordinary entries
_mcount_plt:
        adrp    x16, _mcount
        add     x16, x16, #:lo12:_mcount
        br      x16
        .else

        .global ftrace_caller_plt
ftrace_caller_plt:
        adrp    x16, ftrace_caller              // reaches ±4 GiB
        add     x16, x16, #:lo12:ftrace_caller
        br      x16                             // x16: the trampoline's BTI C lets it pass

        .ifdef FL_SAVE_REGS_BIT
        .global ftrace_regs_caller_plt
ftrace_regs_caller_plt:
        adrp    x16, ftrace_regs_caller
        add     x16, x16, #:lo12:ftrace_regs_caller
        br      x16
        .endif
        .endif
