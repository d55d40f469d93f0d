using System.Buffers.Binary;
using System.Text;

namespace Sim.Tests.Scenarios.Captures;

/// <summary>Symbols as a kernel keeps them, compressed by a table of tokens: every letter is one, and a few words.</summary>
sealed record KallsymsTables(byte[] Names, byte[] Tokens, byte[] TokenIndex, IReadOnlyList<ulong> Addresses)
{
    static readonly string[] Words = ["sys_", "__", "ftrace_", "_call"];
    const int FirstWord = 0x80;

    public static KallsymsTables Of(IReadOnlyList<(ulong Address, char Kind, string Name)> symbols)
    {
        var (tokens, index) = (new List<byte>(), new byte[512]);
        for (var token = 0; token < 256; token++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(index.AsSpan(token * 2), (ushort)tokens.Count);
            tokens.AddRange(Encoding.Latin1.GetBytes(token is > 0 and < FirstWord ? $"{(char)token}" : token >= FirstWord && token - FirstWord < Words.Length ? Words[token - FirstWord] : ""));
            tokens.Add(0);
        }

        var names = new List<byte>();
        foreach (var (_, kind, name) in symbols)
        {
            var compressed = Compressed(kind + name);
            if (compressed.Count >= 0x80)
                names.Add((byte)(compressed.Count & 0x7f | 0x80));
            names.Add((byte)(compressed.Count >= 0x80 ? compressed.Count >> 7 : compressed.Count));
            names.AddRange(compressed);
        }

        return new([.. names], [.. tokens], index, [.. symbols.Select(symbol => symbol.Address)]);
    }

    /// <summary>The table of offsets, relative to <paramref name="relativeBase"/> or else to the place of each, where the table is at <paramref name="at"/>.</summary>
    public byte[] Offsets(ulong? relativeBase, ulong at)
    {
        var bytes = new byte[Addresses.Count * 4];
        for (var index = 0; index < Addresses.Count; index++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(index * 4), (uint)(Addresses[index] - (relativeBase ?? at + ((ulong)index * 4))));
        return bytes;
    }

    static List<byte> Compressed(string text)
    {
        var result = new List<byte>();
        for (var at = 0; at < text.Length;)
        {
            var word = Array.FindIndex(Words, candidate => string.CompareOrdinal(text, at, candidate, 0, candidate.Length) == 0);
            result.Add(word < 0 ? (byte)text[at] : (byte)(FirstWord + word));
            at += word < 0 ? 1 : Words[word].Length;
        }

        return result;
    }
}
