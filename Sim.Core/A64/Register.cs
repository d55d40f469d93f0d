namespace Sim.Core.A64;

/// <summary>Register numbers as decoded instructions hold them: 0 to 30 are X0 to X30.</summary>
/// <remarks>The zero register and the discarded result have slots of their own, so that execution needs no test for them.</remarks>
public static class Register
{
    /// <summary>X29, the frame pointer.</summary>
    public const byte Frame = 29;

    /// <summary>X30, the link register.</summary>
    public const byte Link = 30;

    /// <summary>XZR as a source: a slot that always holds zero.</summary>
    public const byte Zero = 31;

    /// <summary>The stack pointer.</summary>
    public const byte Stack = 32;

    /// <summary>XZR as a destination: a slot that nothing reads.</summary>
    public const byte Discard = 33;

    /// <summary>The NZCV flags, as a place that instructions wait for.</summary>
    public const byte Flags = 34;

    /// <summary>All SIMD and floating-point registers together, as a place that instructions wait for.</summary>
    public const byte Vectors = 35;

    /// <summary>No register in this place; reads as <see cref="Zero"/> in arithmetic, and is never waited for.</summary>
    public const byte None = Zero;

    /// <summary>Number of slots in a register file.</summary>
    public const int Count = 36;
}
