using System.Buffers.Binary;
using System.Text;

namespace Sim.Core.Kernel.Image;

/// <summary>Reads the symbols that a kernel keeps of itself in its memory: names compressed by a table of tokens, addresses as 32-bit offsets.</summary>
/// <remarks>
/// VMCOREINFO says where the tables are, from 6.0 on. Offsets are relative to <c>kallsyms_relative_base</c>, unsigned on arm64; kernels without
/// that symbol have them relative to their own place.
/// </remarks>
/// <source key="debian-linux-image">Read of kernel/kallsyms.c and scripts/kallsyms.c.</source>
public static class Kallsyms
{
    /// <summary>Most symbols that are read; Debian's 6.12 has 180,000.</summary>
    public const int MostSymbols = 1 << 21;

    const int Tokens = 256;
    const int MostTokenBytes = 1 << 15;
    const int MostNameBytes = 2048;
    const int ChunkBytes = 1 << 16;

    // Letters of all names: Debian's 6.12 has 4.5 million.
    const long MostLetters = 64 << 20;

    /// <summary>The symbols; empty if VMCOREINFO does not say where they are or the image lacks the tables (an image cut to what a call touches).</summary>
    /// <exception cref="ImageFault">The tables are there and contradict themselves.</exception>
    public static IReadOnlyList<KernelSymbol> Read(ImageMemory memory, VmCoreInfo information)
    {
        if (information.Symbol("kallsyms_num_syms") is not { } countAt
            || information.Symbol("kallsyms_names") is not { } namesAt
            || information.Symbol("kallsyms_token_table") is not { } tableAt
            || information.Symbol("kallsyms_token_index") is not { } indexAt
            || information.Symbol("kallsyms_offsets") is not { } offsetsAt
            || memory.TryRead64(countAt) is null
            || memory.TryRead64(namesAt) is null)
            return [];

        var count = memory.Read32(countAt, "kallsyms_num_syms");
        if (count > MostSymbols)
            throw Inconsistent($"{count:N0} symbols are more than {MostSymbols:N0}");
        var offsets = memory.Read(offsetsAt, (int)count * 4, "kallsyms_offsets");
        var tokens = ReadTokens(memory, tableAt, indexAt);
        ulong? relativeBase = information.Symbol("kallsyms_relative_base") is { } baseAt ? memory.Read64(baseAt, "kallsyms_relative_base") : null;
        var names = new NameStream(memory, namesAt);
        var symbols = new KernelSymbol[count];
        var letters = 0L;
        for (var index = 0; index < symbols.Length; index++)
        {
            var offset = BinaryPrimitives.ReadInt32LittleEndian(offsets.AsSpan(index * 4));
            var address = relativeBase is { } start ? start + (uint)offset : offsetsAt + ((ulong)index * 4) + (ulong)offset;
            var name = names.Next(tokens);
            letters += name.Length;
            if (letters > MostLetters)
                throw Inconsistent($"names of more than {MostLetters:N0} letters together");
            symbols[index] = new(address, name[0], name[1..]);
        }

        return symbols;
    }

    static byte[][] ReadTokens(ImageMemory memory, ulong tableAt, ulong indexAt)
    {
        var index = memory.Read(indexAt, Tokens * 2, "kallsyms_token_index");
        var last = BinaryPrimitives.ReadUInt16LittleEndian(index.AsSpan((Tokens - 1) * 2));
        if (last >= MostTokenBytes)
            throw Inconsistent($"a token at byte {last:N0} of the table");

        // The last token's end is not known: as many bytes as a name has at most, up to the end of the page if the image ends there.
        var table = new byte[last + MostNameBytes];
        var known = 0;
        while (known < table.Length)
        {
            var length = Math.Min(table.Length - known, ImageMemory.PieceBytes - (int)((tableAt + (ulong)known) % ImageMemory.PieceBytes));
            if (!memory.TryRead(tableAt + (ulong)known, table.AsSpan(known, length)))
                break;
            known += length;
        }

        var tokens = new byte[Tokens][];
        for (var token = 0; token < Tokens; token++)
        {
            var start = BinaryPrimitives.ReadUInt16LittleEndian(index.AsSpan(token * 2));
            var length = start < known ? table.AsSpan(start, known - start).IndexOf((byte)0) : -1;
            if (length is < 0 or > MostNameBytes)
                throw Inconsistent($"token {token} at byte {start:N0} of the table is no text");
            tokens[token] = table.AsSpan(start, length).ToArray();
        }

        return tokens;
    }

    static ImageFault Inconsistent(string what) => new(ImageFault.Symbols, $"kallsyms of the image contradicts itself: {what}", "give the kernel's System.map with --symbols");

    // Compressed names, one after the other.
    sealed class NameStream(ImageMemory memory, ulong start)
    {
        readonly byte[] _chunk = new byte[ChunkBytes];
        readonly byte[] _name = new byte[MostNameBytes];
        ulong _next = start;
        int _used;
        int _filled;

        public string Next(byte[][] tokens)
        {
            int length = Byte();
            if ((length & 0x80) != 0)
                length = length & 0x7f | Byte() << 7;
            var used = 0;
            for (var i = 0; i < length; i++)
            {
                var token = tokens[Byte()];
                if (used + token.Length > MostNameBytes)
                    throw Inconsistent($"a name of more than {MostNameBytes:N0} letters");
                token.CopyTo(_name, used);
                used += token.Length;
            }

            return used >= 2 ? Encoding.Latin1.GetString(_name, 0, used) : throw Inconsistent("a symbol without a name");
        }

        byte Byte()
        {
            if (_used == _filled)
                Refill();
            return _chunk[_used++];
        }

        void Refill()
        {
            // Pieces, not the whole chunk: what comes after the last name need not be in the image.
            _used = 0;
            _filled = 0;
            while (_filled < ChunkBytes)
            {
                var length = Math.Min(ChunkBytes - _filled, ImageMemory.PieceBytes - (int)(_next % ImageMemory.PieceBytes));
                if (!memory.TryRead(_next, _chunk.AsSpan(_filled, length)))
                    break;
                _next += (ulong)length;
                _filled += length;
            }

            if (_filled == 0)
                throw Inconsistent("its names end before its last symbol");
        }
    }
}
