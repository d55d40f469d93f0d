namespace Sim.Core.Machine.Cpu;

/// <summary>What timing needs to know of one executed instruction.</summary>
/// <remarks>
/// Two words, which are returned in registers. With position and flag in fields of their own, the pair of registers is loaded from what two
/// narrower stores have just written, and execution takes twice as long (67 instead of 138 M instructions/s without timing, EPYC).
/// </remarks>
public readonly record struct Outcome
{
    readonly ulong _nextAndTaken;

    public Outcome(ulong address, int next, bool taken) => (Address, _nextAndTaken) = (address, ((ulong)(uint)next << 1) | (taken ? 1ul : 0));

    /// <summary>Of a load, store, atomic or prefetch: the lowest byte accessed; 0 for everything else.</summary>
    public ulong Address { get; }

    /// <summary>Position of the instruction that follows.</summary>
    public int Next => (int)(_nextAndTaken >> 1);

    /// <summary>True if a branch left the straight line.</summary>
    public bool Taken => (_nextAndTaken & 1) != 0;

    /// <summary>Everything in one word: two outcomes of the same instruction that agree in it are equal.</summary>
    public ulong Word => Address + _nextAndTaken;

    /// <summary><see cref="Word"/> of a branch.</summary>
    public static ulong WordOf(int next, bool taken) => new Outcome(0, next, taken).Word;
}
