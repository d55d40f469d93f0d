using System.Globalization;
using Sim.Core.Kernel.Image;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Loads.Captured;

/// <summary>The body of a function: what comes after the words at its entry that tracing uses.</summary>
static class FunctionBody
{
    const uint Ret = 0xd65f03c0, LandingPad = 0xd503245f, Nop = 0xd503201f, SaveLink = 0xaa1e03e9;
    const uint BranchMask = 0xfc000000, BranchLink = 0x94000000;
    const uint BreakMask = 0xffe0001f, Break = 0xd4200000;

    // A landing pad and the two words of ftrace.
    const int MostWords = 3;

    /// <summary>Puts a return where the body begins.</summary>
    /// <exception cref="ImageFault">No word at the entry is one of tracing.</exception>
    public static void ReturnAtOnce(GuestMemory memory, ulong function)
    {
        var address = function;
        for (var word = 0; word < MostWords && memory.IsMapped(address) && IsEntry((uint)memory.Read(address, 4)); word++)
            address += 4;
        if (address == function)
            throw new ImageFault(ImageFault.Call, string.Create(CultureInfo.InvariantCulture, $"the function at 0x{function:x} has no entry for tracing: it is not known where its body begins"));
        memory.Write(address, Ret, 4);
    }

    /// <summary>The words at the entry that tracing uses become NOPs, as the compiler left them.</summary>
    public static void Untrace(GuestMemory memory, ulong function)
    {
        var address = function;
        for (var word = 0; word < MostWords && memory.IsMapped(address) && (uint)memory.Read(address, 4) is var text && IsEntry(text); word++, address += 4)
        {
            if (text != LandingPad)
                memory.Write(address, Nop, 4);
        }
    }

    /// <summary>Whether a word at the entry is neither a landing pad nor a NOP.</summary>
    public static bool IsTraced(GuestMemory memory, ulong function)
    {
        var address = function;
        for (var word = 0; word < MostWords && memory.IsMapped(address) && (uint)memory.Read(address, 4) is var text && IsEntry(text); word++, address += 4)
        {
            if (text is not (LandingPad or Nop or SaveLink))
                return true;
        }

        return false;
    }

    static bool IsEntry(uint word) => word is LandingPad or Nop or SaveLink || (word & BranchMask) == BranchLink || (word & BreakMask) == Break;
}
