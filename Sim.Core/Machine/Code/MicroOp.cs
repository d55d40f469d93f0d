using Sim.Core.A64;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Machine.Code;

/// <summary>What timing needs to know of an instruction: its kind, its ports, and the registers it waits for and delivers.</summary>
/// <param name="Ports">Issue ports that can execute it; 0 where it needs none.</param>
/// <param name="Kind">Selects the paragraph of the pipeline that times it.</param>
/// <param name="Latency">Cycles from issue to result; of loads and atomics, in the L1D.</param>
/// <param name="Source0">First register it waits for; for loads and stores the base.</param>
/// <param name="Source1">Second; for loads and stores the index.</param>
/// <param name="Source2">Third; for stores the first data register.</param>
/// <param name="Source3">Fourth; for stores the second data register.</param>
/// <param name="Result0">Register it delivers, or <see cref="Register.Discard"/>.</param>
/// <param name="Result1">Second register of a pair, or the flags.</param>
/// <param name="Base">Base register that it writes back, one cycle after it is known.</param>
/// <param name="Bytes">Bytes that a load or store moves.</param>
/// <param name="MoreSlots">Slots of its ports beyond the first.</param>
/// <param name="BaseSlots">Slots of ports for arithmetic that the write-back takes.</param>
/// <param name="Ordering">Acquire: younger accesses wait for it. Release: its store waits for older ones and its data is a release's.</param>
public readonly record struct MicroOp(
    uint Ports,
    MicroOpKind Kind,
    byte Latency,
    byte Source0,
    byte Source1,
    byte Source2,
    byte Source3,
    byte Result0,
    byte Result1,
    byte Base,
    byte Bytes,
    byte MoreSlots,
    byte BaseSlots,
    Ordering Ordering)
{
    // Kinds are in such an order that each of these is one comparison.

    /// <summary>True if it reads memory.</summary>
    public bool IsLoad => Kind is MicroOpKind.Load or MicroOpKind.Atomic;

    /// <summary>True if it writes memory.</summary>
    public bool IsStore => Kind is MicroOpKind.Store or MicroOpKind.Atomic;

    /// <summary>True if what it does depends on more than where it is: it accesses memory or is a branch.</summary>
    public bool IsMemoryOrBranch => Kind >= MicroOpKind.Load;

    /// <summary>True if it is taken or returns from an exception: nothing younger is fetched until it has retired.</summary>
    public bool IsException => Kind is MicroOpKind.ExceptionEntry or MicroOpKind.ExceptionReturn;

    /// <summary>True if fetch must be told of it.</summary>
    public bool IsBranch => Kind >= MicroOpKind.Jump;
}
