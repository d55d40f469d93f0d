namespace Sim.Core.Kernel.Image;

/// <summary>What executed code is called: its function, or where it is if no symbol says.</summary>
public static class CodeNames
{
    /// <summary>The function at <paramref name="address"/>, or <c>code at 0x...</c> with its page where there is none: a trampoline, a BPF program, a probe's slot.</summary>
    public static string Of(SymbolTable symbols, ulong address) =>
        symbols.At(address) is { Kind: 'T' or 't' or 'W' or 'w' } symbol && symbols.EndOf(symbol.Address) > address
            ? symbol.Name
            : $"code at 0x{address & ~(ulong)(Capture.PageBytes - 1):x}";
}
