using Sim.Core.A64;

namespace Sim.Core.Machine.Cpu;

/// <summary>Which register an access reaches: at EL2 as a host, names of EL1 mean EL2's registers; and who may access what.</summary>
/// <source key="arm-arm">"System and Special-purpose register redirection" (HCR_EL2.E2H); op1 and the level of an access.</source>
static class SystemRegisterRules
{
    const int OfLevel0 = 3, OfLevel2 = 4, OfAlias = 5, OfLevel3 = 6;

    // Of EL1: those that EL2 has under the same numbers.
    static readonly SystemRegister[] Redirected =
    [
        SystemRegister.SctlrEl1, SystemRegister.TrfcrEl1, SystemRegister.ZcrEl1, SystemRegister.Ttbr0El1, SystemRegister.Ttbr1El1, SystemRegister.TcrEl1,
        SystemRegister.SpsrEl1, SystemRegister.ElrEl1, SystemRegister.Afsr0El1, SystemRegister.Afsr1El1, SystemRegister.EsrEl1, SystemRegister.TfsrEl1,
        SystemRegister.FarEl1, SystemRegister.MairEl1, SystemRegister.AmairEl1, SystemRegister.VbarEl1, SystemRegister.ContextidrEl1,
        SystemRegister.ScxtnumEl1, SystemRegister.CntkctlEl1, SystemRegister.CpacrEl1,
        SystemRegister.CntpCtlEl0, SystemRegister.CntpCvalEl0, SystemRegister.CntvCtlEl0, SystemRegister.CntvCvalEl0,
    ];

    /// <summary>The register that an access to <paramref name="named"/> at <paramref name="address"/> reaches.</summary>
    /// <exception cref="GuestFault">The machine does not have it, or it is undefined at this level.</exception>
    public static SystemRegister Reached(SystemRegister named, ulong address, ArchitecturalState state, bool writes)
    {
        var isHost = state.Level == ExceptionLevel.El2 && ExceptionEntry.IsHost(state);
        var op1 = SystemSpace.Op1(named);
        if (LeastLevel(op1) > (int)state.Level || op1 == OfAlias && !isHost)
            throw new GuestFault($"{Access(named, address, writes)}: it is undefined at {state.Level.ToString().ToUpperInvariant()}");
        if (named == SystemRegister.SpEl0 && !state.UsesOwnStack)
            throw new GuestFault($"{Access(named, address, writes)}: it is undefined while it is the stack pointer in use");

        var reached = op1 == OfAlias ? OwnOfLevel1(named) : isHost ? RedirectedAtHost(named) : named;
        return reached is { } register && state.System.Has(register)
            ? register
            : throw new GuestFault($"{Access(named, address, writes)}: the machine has no such register");
    }

    static int LeastLevel(int op1) => op1 switch
    {
        OfLevel0 => 0,
        OfLevel2 or OfAlias => 2,
        OfLevel3 or > OfLevel3 => 3,
        _ => 1,
    };

    static SystemRegister RedirectedAtHost(SystemRegister named) =>
        named == SystemRegister.CpacrEl1 ? SystemRegister.CptrEl2
        : Array.IndexOf(Redirected, named) >= 0 ? SystemSpace.WithOp1(named, OfLevel2)
        : named;

    // _EL12 means EL1's, _EL02 (timers) EL0's.
    static SystemRegister? OwnOfLevel1(SystemRegister named)
    {
        foreach (var own in Redirected)
        {
            if (SystemSpace.WithOp1(own, OfAlias) == named)
                return own;
        }

        return null;
    }

    static string Access(SystemRegister register, ulong address, bool writes) =>
        $"{(writes ? "msr" : "mrs")} of {SystemRegisterNames.Full(register)} at 0x{address:x}";
}
