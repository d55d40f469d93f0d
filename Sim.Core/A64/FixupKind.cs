namespace Sim.Core.A64;

/// <summary>What linking makes of a symbol's address.</summary>
public enum FixupKind
{
    /// <summary>8 bytes of data.</summary>
    Data64,

    /// <summary>4 bytes of data, which must hold the address.</summary>
    Data32,

    /// <summary><c>b</c> and <c>bl</c>.</summary>
    Branch,

    /// <summary><c>b.cond</c>, <c>cbz</c> and <c>cbnz</c>.</summary>
    ConditionalBranch,

    /// <summary><c>tbz</c> and <c>tbnz</c>.</summary>
    TestBranch,

    /// <summary>A load of a literal.</summary>
    Literal,

    /// <summary><c>adr</c>.</summary>
    Adr,

    /// <summary><c>adrp</c>: the page.</summary>
    Page,

    /// <summary><c>:lo12:</c>: the low 12 bits; of a load or store in units of the access.</summary>
    PageOffset,

    /// <summary><c>:abs_g0:</c>: bits 0 to 15 of an address without more; checked, or not.</summary>
    Bits0, Bits0Unchecked,

    /// <summary><c>:abs_g1:</c>: bits 16 to 31.</summary>
    Bits16, Bits16Unchecked,

    /// <summary><c>:abs_g2:</c>: bits 32 to 47.</summary>
    Bits32, Bits32Unchecked,

    /// <summary><c>:abs_g3:</c>: bits 48 to 63.</summary>
    Bits48,
}
