using Sim.Core.A64;
using Sim.Core.A64.Coding;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Branch target identification: where an indirect branch may land in a guarded page.</summary>
/// <remarks>
/// The check is made when the branch is executed, not when its target is: PSTATE.BTYPE is not kept, and the exception names the target as the
/// architecture's would. Only a software step of the branch itself can tell: its own exception would come first.
/// </remarks>
/// <source key="arm-arm">"PSTATE.BTYPE", BTypeCompatible_BTI, BTypeCompatible_PACIXSP.</source>
static class LandingPads
{
    // What an indirect branch leaves in PSTATE.BTYPE.
    const ulong ByEither = 1, ByCall = 2, ByJump = 3;

    // SCTLR: PACIASP is no landing pad of a jump, by level: EL0 and the others.
    const int BitOfLevel0 = 35;
    const int BitOfOthers = 36;

    const long BtiC = 34, BtiJ = 36, BtiJc = 38;

    /// <summary>Refuses the indirect branch <paramref name="i"/> at <paramref name="from"/> to <paramref name="target"/> if that is guarded and no landing
    /// pad of such branches: takes the exception, or without vectors throws.</summary>
    /// <returns>Null if it may land there.</returns>
    /// <exception cref="GuestFault">It may not, and there are no vectors.</exception>
    public static ExecutionResult? Refuse(in Instruction i, ulong from, ulong target, ArchitecturalState state, GuestMemory memory)
    {
        if (!memory.IsGuarded(target))
            return null;
        var type = TypeOf(i, from, memory);
        var word = (uint)memory.Read(target, 4);
        if (IsPad(Decoder.Decode(word, target), type, state))
            return null;
        return ExceptionEntry.TryTake(state, memory, ExceptionClass.BranchTarget, type, target, target) ?? throw new GuestFault(
            $"{Text(from, memory)} at 0x{from:x} lands at 0x{target:x} in a guarded page, where 0x{word:x8} ({Disassembler.Format(word, target).Replace('\t', ' ')}) "
            + $"is no landing pad for it: {(type == ByCall ? "bti c" : type == ByJump ? "bti j" : "bti c, bti j")} or bti jc is");
    }

    static ulong TypeOf(in Instruction i, ulong from, GuestMemory memory) =>
        i.Opcode is Opcode.Blr or Opcode.BlrAuthenticated ? ByCall
        : i.Rn is 16 or 17 || !memory.IsGuarded(from) ? ByEither
        : ByJump;

    static bool IsPad(in Instruction target, ulong type, ArchitecturalState state) => target.Opcode switch
    {
        Opcode.Bti => target.Immediate switch
        {
            BtiJc => true,
            BtiC => type != ByJump,
            BtiJ => type != ByCall,
            _ => false,
        },

        // PACIASP and PACIBSP.
        Opcode.Paciasp => type != ByJump || !IsStrict(state),

        // Breakpoints come first.
        Opcode.Brk or Opcode.Hlt => true,
        _ => false,
    };

    static bool IsStrict(ArchitecturalState state)
    {
        var isLevel2 = state.Level == ExceptionLevel.El2 || (state.Level == ExceptionLevel.El0 && ExceptionEntry.IsHost(state) && ExceptionEntry.TrapsGeneral(state));
        var control = state.System[isLevel2 ? SystemRegister.SctlrEl2 : SystemRegister.SctlrEl1];
        return (control >> (state.Level == ExceptionLevel.El0 ? BitOfLevel0 : BitOfOthers) & 1) != 0;
    }

    static string Text(ulong from, GuestMemory memory) =>
        Disassembler.Format((uint)memory.Read(from, 4), from).Replace('\t', ' ');
}
