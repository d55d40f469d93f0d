using Sim.Core.A64;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Code;

/// <summary>What makes an instruction cost one core more than others of its kind: another latency, more slots, fewer ports.</summary>
/// <param name="core">What executes it.</param>
sealed class SpecialOperations(BackEnd core)
{
    readonly OperationCosts _costs = core.Operations;

    /// <summary><paramref name="plain"/>, which <paramref name="i"/> is to any core, as it is to this one.</summary>
    public MicroOp Of(in Instruction i, in MicroOp plain) => plain.Kind switch
    {
        MicroOpKind.Nothing when IsHint(i.Opcode) && core.PortsOf(PortKinds.Nop) is var ports and > 0 =>
            plain with { Kind = MicroOpKind.Compute, Ports = ports, Latency = 1 },
        MicroOpKind.Compute => Compute(i, plain),
        MicroOpKind.Load when i is { Opcode: Opcode.Ldp, AccessBytes: 8 } or { Opcode: Opcode.Ldpsw } =>
            plain with { MoreSlots = (byte)(_costs.LoadPairSlots - 1) },
        MicroOpKind.Store => plain with
        {
            MoreSlots = (byte)(i is { Opcode: Opcode.Stp, AccessBytes: 8 } ? _costs.StorePairSlots - 1 : 0),
            BaseSlots = (byte)(plain.Base == Register.Discard ? 0 : _costs.StoreWriteBackSlots),
        },
        _ => plain,
    };

    /// <summary>True if <paramref name="i"/> has an operand that is shifted or extended, and not for nothing.</summary>
    public static bool IsShifted(in Instruction i, OperationCosts costs) => i.Opcode switch
    {
        Opcode.Add or Opcode.Adds or Opcode.Sub or Opcode.Subs => HasShift(i) && !(i.Operand2 == Operand2.Lsl && i.Amount <= costs.FreeShift),
        Opcode.And or Opcode.Orr or Opcode.Orn or Opcode.Eor or Opcode.Eon or Opcode.Bic => HasShift(i) && !costs.FreeLogicShift,
        Opcode.Ands or Opcode.Bics => HasShift(i),
        _ => false,
    };

    MicroOp Compute(in Instruction i, in MicroOp plain)
    {
        var shifted = IsShifted(i, _costs);
        var op = plain with { Ports = PortsOf(i, shifted, plain.Ports) };
        return i.Opcode switch
        {
            _ when shifted => With(op, _costs.ShiftedLatency, _costs.ShiftedSlots),
            Opcode.Bfm => With(op, _costs.InsertLatency, 1),
            Opcode.Ubfm or Opcode.Sbfm or Opcode.Extr or Opcode.Rbit or Opcode.Rev16 or Opcode.Rev32 or Opcode.Rev => With(op, _costs.BitFieldLatency, 1),
            Opcode.Smulh or Opcode.Umulh => With(op, _costs.MultiplyHighLatency > 0 ? _costs.MultiplyHighLatency : op.Latency, _costs.MultiplyHighSlots),
            Opcode.Madd or Opcode.Msub when i.Is64 => With(op, op.Latency, _costs.Multiply64Slots),
            Opcode.Madd or Opcode.Msub or Opcode.Smaddl or Opcode.Smsubl or Opcode.Umaddl or Opcode.Umsubl => With(op, op.Latency, _costs.Multiply32Slots),
            _ => op,
        };
    }

    // The ports that list all special kinds that it is of, and any port lists. Where that is none, it is nothing special.
    uint PortsOf(in Instruction i, bool shifted, uint plain)
    {
        var ports = uint.MaxValue;
        foreach (var kind in SpecialKinds(i, shifted))
            ports &= core.PortsOf(kind) is var able and > 0 ? able : uint.MaxValue;
        return ports == uint.MaxValue ? plain : ports;
    }

    static List<PortKinds> SpecialKinds(in Instruction i, bool shifted)
    {
        List<PortKinds> kinds = shifted ? [PortKinds.Shift] : [];
        switch (i.Opcode)
        {
            case Opcode.Adds or Opcode.Subs or Opcode.Ands or Opcode.Bics or Opcode.Adc or Opcode.Adcs or Opcode.Sbc or Opcode.Sbcs or Opcode.Csel
                or Opcode.Csinv or Opcode.Ccmp or Opcode.Ccmn or Opcode.Cfinv or Opcode.Rmif or Opcode.Setf:
                kinds.Add(PortKinds.Flags);
                break;
            case Opcode.Csinc or Opcode.Csneg:
                kinds.AddRange([PortKinds.Flags, PortKinds.SelectAdd]);
                break;
            case Opcode.Bfm:
                kinds.Add(PortKinds.Insert);
                break;
            case Opcode.Lslv or Opcode.Lsrv or Opcode.Asrv or Opcode.Rorv:
                kinds.Add(PortKinds.VariableShift);
                break;
            case Opcode.Madd or Opcode.Msub or Opcode.Smaddl or Opcode.Smsubl or Opcode.Umaddl or Opcode.Umsubl when i.Ra != Register.Zero:
                kinds.Add(PortKinds.Accumulate);
                break;
        }

        return kinds;
    }

    static MicroOp With(in MicroOp op, int latency, int slots) => op with { Latency = (byte)latency, MoreSlots = (byte)(slots - 1) };

    static bool IsHint(Opcode opcode) => opcode is Opcode.Nop or Opcode.Bti or Opcode.Hint;

    static bool HasShift(in Instruction i) => i.Operand2 != Operand2.Immediate && !(i.Operand2 == Operand2.Lsl && i.Amount == 0);
}
