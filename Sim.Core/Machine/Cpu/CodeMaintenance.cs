using Sim.Core.A64;

namespace Sim.Core.Machine.Cpu;

/// <summary>What was decoded of memory: an instruction stays as it was when it was first executed, whatever is stored over it, until its line is discarded.</summary>
interface IDecodedCode
{
    /// <summary>The line at <paramref name="address"/> is decoded anew when it is executed.</summary>
    void DiscardLine(ulong address);

    /// <summary>The page at <paramref name="address"/> is decoded anew: it may be another page of memory now.</summary>
    void DiscardPage(ulong address);

    /// <summary>Everything is decoded anew when it is executed.</summary>
    void DiscardAll();
}

/// <summary>Which instructions tell a core that code may have changed. It has no other way to know.</summary>
static class CodeMaintenance
{
    /// <summary>Bytes of code that IC IVAU discards.</summary>
    public const int LineBytes = 64;

    /// <summary>Bytes of a page.</summary>
    public const int PageBytes = 1 << PageShift;

    // TLBI takes a page number of 44 bits.
    const int PageShift = 12;
    const int UnusedPageBits = 64 - 44;

    /// <summary>Discards what the executed instruction said.</summary>
    /// <param name="decoded">What the core has decoded.</param>
    /// <param name="opcode">Of the instruction.</param>
    /// <param name="value">Its first register, as it was before: an address, of TLBI a page number in bits 0 to 43.</param>
    public static void Apply<TDecoded>(TDecoded decoded, Opcode opcode, ulong value)
        where TDecoded : IDecodedCode
    {
        if (opcode == Opcode.IcIvau)
            decoded.DiscardLine(value);
        else if (opcode is Opcode.IcAll or Opcode.TlbiAll)
            decoded.DiscardAll();
        else if (opcode == Opcode.TlbiPage)
            decoded.DiscardPage((ulong)((long)(value << UnusedPageBits) >> (UnusedPageBits - PageShift)));
    }
}
