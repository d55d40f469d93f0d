using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Linking;

/// <summary>Checks where pieces stand.</summary>
static class Placement
{
    /// <param name="pieces">In ascending address.</param>
    public static void Check(IReadOnlyList<(ObjectFile File, ulong Address)> pieces, DiagnosticBag bag)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            var (file, address) = pieces[i];
            if (address % (ulong)file.AlignmentBytes != 0)
                bag.Add("SIM223", $"'{file.Name}' is placed at 0x{address:x}, which is not a multiple of its alignment of {file.AlignmentBytes} bytes", new SourceSpan(file.Name));
            if (i > 0 && address - pieces[i - 1].Address < (ulong)pieces[i - 1].File.SizeBytes)
                bag.Add("SIM224", $"'{file.Name}' at 0x{address:x} overlaps '{pieces[i - 1].File.Name}', which takes {pieces[i - 1].File.SizeBytes} bytes from 0x{pieces[i - 1].Address:x}", new SourceSpan(file.Name));
        }
    }
}
