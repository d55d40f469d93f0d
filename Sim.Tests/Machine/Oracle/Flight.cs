using Sim.Core.A64;
using Sim.Core.Machine.Branches;
using Sim.Core.Machine.Cpu;

namespace Sim.Tests.Machine.Oracle;

/// <summary>One executed instruction on its way through the oracle's stages. A cycle that is null is not known yet.</summary>
sealed class Flight
{
    /// <summary>Place in program order, from 0.</summary>
    public required int Place { get; init; }

    public required Instruction Instruction { get; init; }

    public required string Text { get; init; }

    public required MicroOpKind Kind { get; init; }

    /// <summary>What a port must be able to do; none where no port is needed.</summary>
    public required Sim.Core.Machine.PortKinds Ports { get; init; }

    /// <summary>Cycles from issue to result of everything but accesses.</summary>
    public required int Latency { get; init; }

    /// <summary>Slots that it takes of its ports.</summary>
    public int Slots { get; set; } = 1;

    /// <summary>Slots of arithmetic that a store's write-back takes after them.</summary>
    public int BaseSlots { get; set; }

    /// <summary>Slots taken so far, and the cycle of the last one.</summary>
    public int TakenSlots { get; set; }

    public long LastSlot { get; set; }

    /// <summary>Address of the instruction that was executed next.</summary>
    public ulong Next { get; set; }

    // What it waits for: values that older instructions deliver.
    public required IReadOnlyList<Awaited> Base { get; init; }

    public required IReadOnlyList<Awaited> Index { get; init; }

    public required IReadOnlyList<Awaited> Operands { get; init; }

    // What caches and predictors said, in program order.
    public int FetchDelay { get; set; }

    /// <summary>It is in another L1I line than the instruction before.</summary>
    public bool BeginsLine { get; set; }

    public bool Taken { get; set; }

    public Prediction Prediction { get; set; } = new(true, 0);

    /// <summary>Null for everything but loads, stores and atomics.</summary>
    public Access? Access { get; set; }

    public bool IsLoad => Kind is MicroOpKind.Load or MicroOpKind.Atomic;

    public bool IsStore => Kind is MicroOpKind.Store or MicroOpKind.Atomic;

    public bool IsBranch => Kind >= MicroOpKind.Jump;

    /// <summary>It takes or returns from an exception.</summary>
    public bool IsException => Kind is MicroOpKind.ExceptionEntry or MicroOpKind.ExceptionReturn;

    public bool IsAcquire => Access is not null && (Instruction.Opcode is Opcode.Ldar or Opcode.Ldapr or Opcode.Ldaxr
        || (Instruction.Ordering & Ordering.Acquire) != 0);

    public bool IsRelease => IsStore && (Instruction.Opcode is Opcode.Stlr or Opcode.Stlxr
        || (Instruction.Ordering & Ordering.Release) != 0);

    // Cycles of the stages.
    public long? Fetched { get; set; }

    public long? Dispatched { get; set; }

    public long? Issued { get; set; }

    /// <summary>Loads and atomics: the data is there.</summary>
    public long? DataAt { get; set; }

    public long? CompleteAt { get; set; }

    public long? Retired { get; set; }

    public long? Drained { get; set; }

    /// <summary>Stores that a load found in flight when it issued; those that supply it with bytes.</summary>
    public IReadOnlyList<Supply> Supplies { get; set; } = [];

    public override string ToString() =>
        $"{Place,4} F{Fetched,-5} D{Dispatched,-5} I{Issued,-5} d{DataAt,-5} C{CompleteAt,-5} R{Retired,-5} W{Drained,-5} {Text}"
        + (Access is { } a ? $" @{a.First:x}+{a.Bytes} {a.Cycles}" : "") + (FetchDelay > 0 ? $" fetch+{FetchDelay}" : "")
        + (IsBranch ? $" {(Prediction.Right ? "right" : "WRONG")} bubble {Prediction.Bubble}" : "");
}
