namespace Sim.Tests.Machine.Oracle;

/// <summary>What a load, store or atomic does in the caches, and how far it has come.</summary>
/// <param name="first">Address of the lowest byte.</param>
/// <param name="bytes">Length.</param>
/// <param name="hitCycles">What it would take if everything hit.</param>
/// <param name="cycles">What it takes.</param>
sealed class Access(ulong first, int bytes, int hitCycles, int cycles)
{
    public ulong First => first;

    public ulong Last => first + (ulong)bytes - 1;

    public int Bytes => bytes;

    public int Cycles => cycles;

    public int HitCycles => hitCycles;

    public bool IsMiss => cycles > hitCycles;

    /// <summary>Misses before this one in program order.</summary>
    public int MissNumber { get; set; }

    public long? EndsAt { get; set; }
}
