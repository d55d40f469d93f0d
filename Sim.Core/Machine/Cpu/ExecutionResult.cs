namespace Sim.Core.Machine.Cpu;

/// <summary>What timing needs to know of one executed instruction.</summary>
/// <remarks>
/// Two words, which are returned in registers. With position and flag in fields of their own, the pair of registers is loaded from what two
/// narrower stores have just written, and execution takes twice as long (67 instead of 138 M instructions/s without timing, EPYC).
/// </remarks>
public readonly record struct ExecutionResult
{
    readonly ulong _nextAndTaken;

    /// <param name="address">Lowest byte accessed, or 0.</param>
    /// <param name="next">Address of the instruction that follows, a multiple of 4.</param>
    /// <param name="taken">Whether a branch was taken.</param>
    public ExecutionResult(ulong address, ulong next, bool taken) => (Address, _nextAndTaken) = (address, next | (taken ? 1ul : 0));

    ExecutionResult(ulong vector) => _nextAndTaken = vector | 3;

    /// <summary>An exception was taken in place of what the instruction does: execution goes on at <paramref name="vector"/>, a multiple of 4.</summary>
    public static ExecutionResult OfException(ulong vector) => new(vector);

    /// <summary>True if an exception was taken.</summary>
    public bool IsException => (_nextAndTaken & 2) != 0;

    /// <summary>Of a load, store, atomic or prefetch: the lowest byte accessed; 0 for everything else.</summary>
    public ulong Address { get; }

    /// <summary>Address of the instruction that follows.</summary>
    public ulong Next => _nextAndTaken & ~3ul;

    /// <summary>True if a branch left the straight line.</summary>
    public bool Taken => (_nextAndTaken & 1) != 0;

    /// <summary>Everything in one word: two outcomes of the same instruction that agree in it are equal.</summary>
    public ulong Word => Address + _nextAndTaken;

    /// <summary>What represents <see cref="Word"/> of a branch to <paramref name="target"/>: two outcomes of the same branch that agree in it are equal.</summary>
    public static ulong WordOf(ulong target, bool taken) => taken ? target | 1 : 0;
}
