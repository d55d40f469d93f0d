namespace Sim.Core.A64;

/// <summary>How a load or store forms its address and what becomes of the base register.</summary>
public enum Addressing : byte
{
    /// <summary>Base plus immediate; base unchanged.</summary>
    Offset,

    /// <summary>Base plus immediate, written back.</summary>
    PreIndex,

    /// <summary>Base; base plus immediate is written back.</summary>
    PostIndex,

    /// <summary>Base plus index register (see <see cref="Operand2"/>).</summary>
    RegisterOffset,

    /// <summary>PC-relative: the immediate is the address.</summary>
    Literal,
}
