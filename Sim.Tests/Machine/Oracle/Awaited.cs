using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine.Oracle;

/// <summary>A value that an instruction waits for.</summary>
/// <param name="Producer">The instruction that delivers it.</param>
/// <param name="Part">Which of its results this is.</param>
readonly record struct Awaited(Flight Producer, ResultPart Part)
{
    /// <summary>In order, the cycle from which an address can use it.</summary>
    public long? AddressAt(CoreProfile core) => Part != ResultPart.Base && Producer.Kind == MicroOpKind.Load && (Producer.Instruction.AccessBytes >= 8 || core.BackEnd.Operations.AddressExtra == 0)
        ? ReadyAt(core.Memory.LoadLatency - core.Memory.PointerLatency, core.Memory.LoadLatency)
        : ReadyAt(0, core.Memory.LoadLatency) + core.BackEnd.Operations.AddressExtra;

    /// <summary>The cycle from which it can be used, or null if that is not known yet.</summary>
    /// <param name="pointerGain">How much earlier the base of a load or atomic has it, where the short address path applies.</param>
    /// <param name="loadLatency">The time of a load to which the short path applies.</param>
    public long? ReadyAt(int pointerGain, int loadLatency) => Part switch
    {
        ResultPart.Base when Producer.BaseSlots > 0 => Producer.TakenSlots == Producer.Slots + Producer.BaseSlots ? Producer.LastSlot + 1 : null,
        ResultPart.Base => Producer.Issued + 1,
        ResultPart.First when Producer.Kind == MicroOpKind.Load && Producer.DataAt - Producer.Issued == loadLatency =>
            Producer.DataAt - pointerGain,
        ResultPart.First when Producer.IsLoad => Producer.DataAt,
        _ => Producer.CompleteAt,
    };
}

/// <summary>Which result of an instruction.</summary>
enum ResultPart
{
    /// <summary>The register named first.</summary>
    First,

    /// <summary>The second register of a pair, or the flags.</summary>
    Second,

    /// <summary>The base register that a load or store writes back.</summary>
    Base,
}
