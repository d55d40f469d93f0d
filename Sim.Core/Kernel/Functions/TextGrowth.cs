using Sim.Core.Kernel.Build;

namespace Sim.Core.Kernel.Functions;

/// <summary>What tracing adds to the text of each traceable function, in bytes.</summary>
/// <param name="InstructionBytes">At or after the entry.</param>
/// <param name="LiteralBytes">Before it.</param>
/// <param name="MeanPaddingBytes">From one function's end to where the next may start.</param>
public sealed record TextGrowth(int InstructionBytes, int LiteralBytes, double MeanPaddingBytes)
{
    /// <summary>A record of <c>__mcount_loc</c>, which lists the callsites for ftrace.</summary>
    /// <guess>General kernel knowledge.</guess>
    public const int LocationBytes = 8;

    /// <summary>The relocation (RELA) of such a record, in a kernel that can be relocated.</summary>
    /// <guess>General kernel knowledge.</guess>
    public const int RelocationBytes = 24;

    /// <summary><c>struct dyn_ftrace</c>, which the running kernel keeps for each function instead.</summary>
    /// <source key="debian-kernel-icount"/>
    public const int RecordBytes = 16;

    const int InstructionAlignmentBytes = 4;

    public double BytesPerFunction => InstructionBytes + LiteralBytes + MeanPaddingBytes;

    /// <summary>The growth of <paramref name="build"/> against the same build without tracing.</summary>
    /// <guess>Functions end at every multiple of 4 equally often, and without tracing would follow each other at once.</guess>
    public static TextGrowth Of(ResolvedBuild build)
    {
        var items = new EntryLayout(build, EntryAddresses.Example(build.Build.Addresses)).Write(EntryState.Compiled)
            .Where(item => item.IsForTracing).ToLookup(item => item.OffsetBytes >= 0, item => item.SizeBytes);
        return new(items[true].Sum(), items[false].Sum(), (build.AlignmentBytes - InstructionAlignmentBytes) / 2.0);
    }
}
