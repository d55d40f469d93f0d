using Sim.Core.Kernel.Build;

namespace Sim.Core.Kernel.Functions;

/// <summary>Puts the parts of one function's entry one after another.</summary>
sealed class EntryWriter(ResolvedBuild build, EntryAddresses at, EntryState state, int firstOffset)
{
    const int InstructionBytes = 4;
    const int LiteralBytes = 8;

    readonly List<EntryItem> _items = [];

    int Next => _items is [.., var last] ? last.OffsetBytes + last.SizeBytes : firstOffset;

    public IReadOnlyList<EntryItem> Write()
    {
        if (build.Has(Feature.Cfi))
        {
            Add(InstructionBytes, at.TypeHash, $".word 0x{at.TypeHash:x}", "kCFI's hash of the function's type, which indirect callers check",
                isForTracing: false);
        }

        if (build.Scheme == EntryScheme.LiteralAndTwoNops)
            WriteLiteral();
        if (build.Has(Feature.Bti))
            Code(EntryWords.BtiC, "bti c", "where an indirect call may land");
        if (build.Scheme is EntryScheme.TwoNops or EntryScheme.LiteralAndTwoNops)
            WriteNops();
        if (build.Has(Feature.PointerAuth))
            Code(EntryWords.Paciasp, "paciasp", build.Scheme == EntryScheme.None ? "signs the return address" : "signs the return address, which ftrace has seen unsigned");
        if (build.Has(Feature.ShadowCallStack))
            Code(EntryWords.ShadowPush, "str x30, [x18], #8", "pushes the return address to the shadow call stack");
        Code(EntryWords.PushFrame, "stp x29, x30, [sp, #-16]!", "frame record");
        Code(EntryWords.MovX29Sp, "mov x29, sp", "frame pointer");
        if (build.Scheme == EntryScheme.MCount)
            WriteMCount();
        return _items;
    }

    void WriteLiteral()
    {
        if (state == EntryState.Compiled)
        {
            Tracing(EntryWords.Nop, "nop", "room for the ops literal");
            Tracing(EntryWords.Nop, "nop", "room for the ops literal");
        }
        else
        {
            var ops = state == EntryState.Enabled ? at.Ops : at.NopOps;
            Add(LiteralBytes, ops, $".quad {ops}", LiteralPurpose, isForTracing: true);
        }
    }

    void WriteNops()
    {
        if (state == EntryState.Compiled)
            Tracing(EntryWords.Nop, "nop", "becomes mov x9, x30 at boot");
        else
            Tracing(EntryWords.MovX9X30, "mov x9, x30", "return address, for the trampoline: made from a NOP at boot, stays");
        WriteCallsite();
    }

    void WriteMCount()
    {
        Tracing(EntryWords.MovX0X30, "mov x0, x30", "return address, as _mcount's argument: stays");
        if (state == EntryState.Compiled)
            Tracing(EntryWords.Call(0, 0), "bl _mcount", $"callsite{(IsPatched ? ", a NOP from boot on" : "")}; the linker fills in the offset");
        else if (!IsPatched)
            Tracing(EntryWords.Call(at.Entry + (ulong)Next, at.FtraceCaller), "bl _mcount", "asks whether anybody traces, at every call");
        else
            WriteCallsite();
    }

    void WriteCallsite()
    {
        if (state == EntryState.Enabled)
            Tracing(EntryWords.Call(at.Entry + (ulong)Next, at.FtraceCaller), "bl ftrace_caller", "callsite: calls the trampoline");
        else
            Tracing(EntryWords.Nop, "nop", state == EntryState.Compiled ? "callsite" : "callsite: not traced");
    }

    bool IsPatched => build.Build.Options.DynamicFtrace;

    string LiteralPurpose => state == EntryState.Enabled
        ? "ops literal: the ops of the function's only tracer, or the one for the list"
        : "ops literal: the ops that does nothing";

    void Code(uint word, string text, string purpose) => Add(InstructionBytes, word, text, purpose, isForTracing: false);

    void Tracing(uint word, string text, string purpose) => Add(InstructionBytes, word, text, purpose, isForTracing: true);

    void Add(int bytes, ulong value, string text, string purpose, bool isForTracing) =>
        _items.Add(new(Next, bytes, value, text, purpose, isForTracing));
}
