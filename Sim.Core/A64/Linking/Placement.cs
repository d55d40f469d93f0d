using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Linking;

/// <summary>Checks where pieces are.</summary>
static class Placement
{
    /// <param name="pieces">In ascending address.</param>
    public static void Check(IReadOnlyList<(ObjectFile File, ulong Address)> pieces, DiagnosticBag bag)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            var (file, address) = pieces[i];
            if (address % (ulong)file.AlignmentBytes != 0)
            {
                var alignment = $"which is not a multiple of its alignment of {file.AlignmentBytes} bytes";
                bag.Add("SIM223", $"'{file.Name}' is placed at 0x{address:x}, {alignment}", new SourceSpan(file.Name));
            }

            if (i > 0 && pieces[i - 1] is var (before, start) && address - start < (ulong)before.SizeBytes)
            {
                var taken = $"'{before.Name}', which takes {before.SizeBytes} bytes from 0x{start:x}";
                bag.Add("SIM224", $"'{file.Name}' at 0x{address:x} overlaps {taken}", new SourceSpan(file.Name));
            }
        }
    }
}
