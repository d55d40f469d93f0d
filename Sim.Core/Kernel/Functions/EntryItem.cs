namespace Sim.Core.Kernel.Functions;

/// <summary>An instruction or a piece of data at a function's entry.</summary>
/// <param name="OffsetBytes">From the entry point, where calls arrive; negative before it.</param>
/// <param name="SizeBytes">4, or 8 for the ops literal.</param>
/// <param name="Value">The instruction or datum, as a little-endian number.</param>
/// <param name="Text">As an assembler writes it.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="IsForTracing">False for what would be there without tracing, too.</param>
public sealed record EntryItem(int OffsetBytes, int SizeBytes, ulong Value, string Text, string Purpose, bool IsForTracing)
{
    /// <summary>Its bytes in the order of their addresses.</summary>
    public byte[] Bytes => [.. Enumerable.Range(0, SizeBytes).Select(index => (byte)(Value >> (8 * index)))];
}
