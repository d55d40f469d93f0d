using Sim.Core.Machine.Code;

namespace Sim.Core.Machine.Causes;

/// <summary>One executed instruction: the cycles of its stages, and whose results it used.</summary>
struct RecordedInstruction
{
    public ulong Address;
    public MicroOp Op;

    // Fetch cycle, once fetch knew of the instruction before, once the line was there, and in which it was fetched.
    public long Redirected, InLine, Fetched;
    /// <summary>Cycle in which a software step's exception was taken just before it; else 0.</summary>
    public long StepTaken;
    public long FrontEnd, Dispatch, Issue, Complete, Retire;

    /// <summary>Accesses: bytes of one register.</summary>
    public int RegisterBytes;

    /// <summary>A register offset is part of the address.</summary>
    public bool IsIndexed;

    /// <summary>A load of two registers.</summary>
    public bool IsLoadPair;

    /// <summary>Cycle of its last slot.</summary>
    public long LastSlot;

    /// <summary>Stores: arrival in the L1D.</summary>
    public long Drained;

    /// <summary>Loads that were refused: cycle in which the stores had drained; else 0.</summary>
    public long RefusedUntil;
    public bool RefusedByRelease;
    public bool Mispredicted;
    public int L1IMisses, ItlbMisses, L1DMisses, DtlbMisses;

    /// <summary>Who delivers what it waits for; for loads and stores the base is the first.</summary>
    public Producer Source0, Source1, Source2, Source3;

    /// <summary>Older loads and stores.</summary>
    public int LoadsBefore, StoresBefore;
}

/// <summary>Who delivers a register.</summary>
/// <param name="Index">Number of the instruction; negative for none that was recorded.</param>
/// <param name="Part">Which of its results.</param>
readonly record struct Producer(int Index, Result Part)
{
    public static Producer None { get; } = new(-1, Result.First);
}

/// <summary>Results of an instruction: of a load, only the first one is there earlier as an address.</summary>
enum Result : byte
{
    First,
    Second,
    WrittenBack,
}
