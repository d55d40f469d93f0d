namespace Sim.Scenarios.Captures;

/// <summary>Memory from an address on that is in a file.</summary>
/// <param name="Start">First address.</param>
/// <param name="Length">Bytes, at least 1; they do not go past the end of the address space.</param>
/// <param name="At">Where in the file, in bytes.</param>
readonly record struct Segment(ulong Start, ulong Length, long At)
{
    /// <summary>Last address.</summary>
    public ulong Last => Start + (Length - 1);
}
