using System.Globalization;

namespace Sim.Core.A64.Operands;

/// <summary>A word that is being written as text.</summary>
/// <param name="Word">The word.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Is64">True if its registers are X registers, where operands do not say otherwise.</param>
/// <param name="SymbolAt">Name for an address; null if it has none.</param>
readonly record struct Shown(uint Word, ulong Address, bool Is64, Func<ulong, string?>? SymbolAt)
{
    public static string Hex(ulong value) => string.Create(CultureInfo.InvariantCulture, $"#0x{value:x}");

    public static string Decimal(long value) => string.Create(CultureInfo.InvariantCulture, $"#{value}");

    /// <summary>An address, with its symbol if it has one.</summary>
    public string Target(ulong address) =>
        SymbolAt?.Invoke(address) is { } name ? $"0x{address:x} <{name}>" : $"0x{address:x}";
}
