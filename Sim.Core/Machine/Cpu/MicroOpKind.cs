namespace Sim.Core.Machine.Cpu;

/// <summary>How an instruction moves through the pipeline.</summary>
public enum MicroOpKind : byte
{
    /// <summary>Done at dispatch: NOP and hints.</summary>
    Nothing,

    /// <summary>A register move that renaming does.</summary>
    Move,

    /// <summary>Issues to a port and delivers after its latency.</summary>
    Compute,

    /// <summary>Like <see cref="Compute"/>, but its unit takes no other until it is done.</summary>
    Divide,

    /// <summary>DMB.</summary>
    AccessBarrier,

    /// <summary>DSB.</summary>
    CompletionBarrier,

    /// <summary>ISB: what follows is fetched again.</summary>
    Resynchronise,

    Load,

    /// <summary>An LSE atomic: a load and a store at once.</summary>
    Atomic,

    /// <summary>A store; with a result, a store-exclusive.</summary>
    Store,

    /// <summary>An exception is taken by BRK, SVC or the like: waits for everything older; what follows is fetched from the vector.</summary>
    ExceptionEntry,

    /// <summary>ERET: likewise, from where it returns to.</summary>
    ExceptionReturn,

    /// <summary>B: the front end knows the target. All kinds from here on are branches.</summary>
    Jump,

    /// <summary>BL: a jump that pushes a return address.</summary>
    Call,

    /// <summary>B.cond, CBZ, TBZ and their like.</summary>
    Conditional,

    /// <summary>BR: the target is in a register.</summary>
    Indirect,

    /// <summary>BLR: an indirect branch that pushes a return address.</summary>
    IndirectCall,

    /// <summary>RET.</summary>
    Return,
}
