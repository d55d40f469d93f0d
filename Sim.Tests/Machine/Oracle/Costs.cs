using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine.Oracle;

/// <summary>What instructions cost beyond a cycle and a slot (docs/model.md, "Slots").</summary>
static class Costs
{
    public static int LatencyOf(in Instruction i, BackEnd core) => i.Opcode switch
    {
        _ when IsShifted(i, core.Operations) => core.Operations.ShiftedLatency,
        Opcode.Bfm => core.Operations.InsertLatency,
        Opcode.Ubfm or Opcode.Sbfm or Opcode.Extr or Opcode.Rbit or Opcode.Rev or Opcode.Rev16 or Opcode.Rev32 => core.Operations.BitFieldLatency,
        Opcode.Smulh or Opcode.Umulh when core.Operations.MultiplyHighLatency != 0 => core.Operations.MultiplyHighLatency,
        Opcode.Smaddl or Opcode.Smsubl or Opcode.Umaddl or Opcode.Umsubl => core.Multiply32Latency,
        Opcode.Crc32 or Opcode.Crc32c => core.Crc32Latency,
        _ when Kinds.IsVectorMove(i.Opcode) => core.VectorMoveLatency,
        _ when Kinds.IsMultiply(i.Opcode) => i.Is64 ? core.Multiply64Latency : core.Multiply32Latency,
        _ => 1,
    };

    public static int SlotsOf(in Instruction i, OperationCosts costs) => i.Opcode switch
    {
        _ when IsShifted(i, costs) => costs.ShiftedSlots,
        Opcode.Smulh or Opcode.Umulh => costs.MultiplyHighSlots,
        Opcode.Madd or Opcode.Msub => i.Is64 ? costs.Multiply64Slots : costs.Multiply32Slots,
        Opcode.Smaddl or Opcode.Smsubl or Opcode.Umaddl or Opcode.Umsubl => costs.Multiply32Slots,
        Opcode.Ldpsw => costs.LoadPairSlots,
        Opcode.Ldp => i.AccessBytes == 8 ? costs.LoadPairSlots : 1,
        Opcode.Stp => i.AccessBytes == 8 ? costs.StorePairSlots : 1,
        _ => 1,
    };

    /// <summary>The special kinds of arithmetic that it is of.</summary>
    public static PortKinds SpecialOf(in Instruction i, OperationCosts costs)
    {
        var kinds = IsShifted(i, costs) ? PortKinds.Shift : PortKinds.None;
        if (i.Opcode is Opcode.Adds or Opcode.Subs or Opcode.Ands or Opcode.Bics or (>= Opcode.Csel and <= Opcode.Ccmn)
            or Opcode.Adc or Opcode.Adcs or Opcode.Sbc or Opcode.Sbcs or Opcode.Cfinv or Opcode.Rmif or Opcode.Setf)
        {
            kinds |= PortKinds.Flags;
        }

        if (i.Opcode is Opcode.Csinc or Opcode.Csneg)
            kinds |= PortKinds.SelectAdd;
        if (i.Opcode is Opcode.Bfm)
            kinds |= PortKinds.Insert;
        if (i.Opcode is Opcode.Lslv or Opcode.Lsrv or Opcode.Asrv or Opcode.Rorv)
            kinds |= PortKinds.VariableShift;
        if (i.Opcode is Opcode.Madd or Opcode.Msub or Opcode.Smaddl or Opcode.Smsubl or Opcode.Umaddl or Opcode.Umsubl && i.Ra != Register.Zero)
            kinds |= PortKinds.Accumulate;
        return kinds;
    }

    /// <summary>Cycles of a divide that is about to execute.</summary>
    public static int OfDivide(in Instruction i, ArchitecturalState state, BackEnd core)
    {
        var (most, least) = i.Is64 ? (core.Divide64Latency, core.Operations.Divide64Least) : (core.Divide32Latency, core.Operations.Divide32Least);
        if (least == 0)
            return most;
        var (dividend, divisor) = (Magnitude(state.X[i.Rn], i), Magnitude(state.X[i.Rm], i));
        var bits = divisor == 0 ? 0 : Math.Max(0, Bits(dividend) - Bits(divisor));
        return least + (int)Math.Floor((most - least) * bits / (i.Is64 ? 64.0 : 32.0));
    }

    public static int BlocksOf(ulong address, int bytes, int blockBytes) =>
        blockBytes == 0 ? 1 : (int)((address + (ulong)bytes - 1) / (ulong)blockBytes - (address / (ulong)blockBytes)) + 1;

    /// <summary>Cycles that a load takes longer because it is not aligned and reads more than one block.</summary>
    public static int Split(Flight load, ulong address, int bytes, OperationCosts costs) =>
        BlocksOf(address, bytes, costs.LoadBlockBytes) > 1 && address % (ulong)load.Instruction.AccessBytes != 0 ? costs.SplitLatency : 0;

    static bool IsShifted(in Instruction i, OperationCosts costs)
    {
        if (i.Operand2 == Operand2.Immediate || (i.Operand2 == Operand2.Lsl && i.Amount == 0))
            return false;
        return i.Opcode switch
        {
            Opcode.Add or Opcode.Adds or Opcode.Sub or Opcode.Subs => i.Operand2 != Operand2.Lsl || i.Amount > costs.FreeShift,
            Opcode.Ands or Opcode.Bics => true,
            Opcode.And or Opcode.Bic or Opcode.Orr or Opcode.Orn or Opcode.Eor or Opcode.Eon => !costs.FreeLogicShift,
            _ => false,
        };
    }

    static System.Int128 Magnitude(ulong value, in Instruction i) => (i.Is64, i.Opcode == Opcode.Sdiv) switch
    {
        (true, true) => System.Int128.Abs((long)value),
        (true, false) => value,
        (false, true) => System.Int128.Abs((int)value),
        (false, false) => (uint)value,
    };

    static int Bits(System.Int128 number)
    {
        var bits = 0;
        for (; number > 0; number /= 2)
            bits++;
        return bits;
    }
}
