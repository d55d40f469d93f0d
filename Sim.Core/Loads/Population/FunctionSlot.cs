using Sim.Core.Kernel.Build;
using Sim.Core.Units;

namespace Sim.Core.Loads.Population;

/// <summary>Room for one function in the kernel's text.</summary>
/// <param name="Address">Where it starts.</param>
/// <param name="Bytes">To the start of the next one.</param>
public readonly record struct FunctionSlot(ulong Address, int Bytes)
{
    // The routines of tracing are in the first megabytes of the text, at addresses of their own.
    const ulong FirstBytes = 4 << 20;

    // Of an unmeasured build.
    const long UsualTextBytes = 14 << 20;

    /// <summary>Slots for <paramref name="number"/> functions, drawn from all of the text, in the order of the draw.</summary>
    /// <guess>
    /// Called functions are anywhere, each place as likely as the others. A linker puts those of a source file side by side, which saves lines and
    /// pages; how much was not measured.
    /// </guess>
    public static FunctionSlot[] Draw(KernelBuild build, int number, int leastBytes, Pcg random)
    {
        var start = build.Addresses.Text + FirstBytes;
        var end = build.Addresses.Text + (ulong)(build.Size?.TextBytes ?? UsualTextBytes);
        var slots = new List<FunctionSlot>();
        for (var at = start; at < end || slots.Count < number; at += (ulong)slots[^1].Bytes)
            slots.Add(new(at, Math.Max(TextSpacing.Draw(random), leastBytes)));

        // The first steps of a shuffle.
        for (var i = 0; i < number; i++)
        {
            var other = i + random.Below(slots.Count - i);
            (slots[i], slots[other]) = (slots[other], slots[i]);
        }

        return [.. slots.Take(number)];
    }
}
