using System.Globalization;

namespace Sim.Core.A64.Parsing;

/// <summary>SIMD registers as vectors: a register with an arrangement, such as <c>v0.16b</c>, or with the letter of its elements.</summary>
static class VectorNames
{
    static readonly (string Name, uint Size, bool IsFull)[] Arrangements =
    [
        ("8b", 0, false), ("16b", 0, true), ("4h", 1, false), ("8h", 1, true), ("2s", 2, false), ("4s", 2, true), ("1d", 3, false), ("2d", 3, true),
    ];

    /// <summary>Letters of elements by the binary logarithm of their bytes.</summary>
    public const string Letters = "bhsd";

    /// <summary>Bytes of an element with this letter.</summary>
    public static byte BytesOf(char letter) => (byte)(1 << Letters.IndexOf(letter, StringComparison.Ordinal));

    /// <summary>Bytes of a vector of this arrangement: 8 or 16.</summary>
    public static int VectorBytesOf(string arrangement) => Arrangements.Single(known => known.Name == arrangement).IsFull ? 16 : 8;

    /// <summary>The arrangement of elements of 2 to the <paramref name="size"/> bytes.</summary>
    public static string ArrangementOf(uint size, bool isFull) =>
        Arrangements.Single(known => known.Size == size && known.IsFull == isFull).Name;

    /// <summary>Size and width of an arrangement; null if there is none of this name.</summary>
    public static (uint Size, bool IsFull)? FindArrangement(string name)
    {
        foreach (var (known, size, isFull) in Arrangements)
        {
            if (known == name)
                return (size, isFull);
        }

        return null;
    }

    /// <summary>All arrangements' names.</summary>
    public static IEnumerable<string> All => Arrangements.Select(known => known.Name);

    /// <summary>The register and what follows its dot, in lower case; null if the token is no such name.</summary>
    public static (byte Number, string Suffix)? Split(Token token)
    {
        var parts = token.Text.Split('.');
        return token.Kind == TokenKind.Name && parts.Length == 2 && RegisterNames.FindVector(parts[0]) is (var number, 'v')
            ? (number, parts[1].ToLowerInvariant())
            : null;
    }

    public static string Of(uint number, string suffix) => string.Create(CultureInfo.InvariantCulture, $"v{number}.{suffix}");
}
