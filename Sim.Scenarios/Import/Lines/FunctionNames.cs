namespace Sim.Scenarios.Import.Lines;

/// <summary>What may be the name of a kernel function.</summary>
static class FunctionNames
{
    const int MaxLength = 512;

    /// <summary>Letters, digits, <c>_</c>, and the <c>.</c> and <c>$</c> of compilers' copies.</summary>
    public static bool IsName(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxLength && !text.ContainsAnyExcept(Allowed);

    static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.$");
}
