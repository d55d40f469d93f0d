using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sim.Core.Machine.Memory;

/// <summary>Simulated memory: little-endian, 64-bit addresses, only the mapped 4 KiB pages exist.</summary>
/// <remarks>The top byte of an address is not special: there are no tags.</remarks>
public sealed class GuestMemory
{
    const int PageBits = 12;
    const int PageBytes = 1 << PageBits;
    const ulong NoPage = ulong.MaxValue;
    const int LookasideEntries = 256;

    // Of a page table entry: it is valid; the physical page.
    const ulong ValidBit = 1;
    const ulong EntryPageMask = 0xffff_ffff_f000;

    readonly Dictionary<ulong, byte[]> _pages = [];
    readonly Dictionary<ulong, (ulong EntryAddress, ulong PhysicalToVirtual)> _windows = [];

    // Only ever asked for one: no order of theirs matters.
    readonly HashSet<ulong> _guarded = [];

    // The pages used last, by the low bits of their number; no page has an empty entry's.
    readonly (ulong Number, byte[] Page)[] _lookaside = [.. Enumerable.Repeat((NoPage, Array.Empty<byte>()), LookasideEntries)];

    /// <summary>Makes every page that overlaps <paramref name="bytes"/> bytes from <paramref name="address"/> exist; new ones hold
    /// zeros.</summary>
    public void Map(ulong address, ulong bytes)
    {
        if (bytes == 0)
            return;
        var last = (address + bytes - 1) >> PageBits;
        for (var number = address >> PageBits; number <= last; number++)
            CollectionsMarshal.GetValueRefOrAddDefault(_pages, number, out _) ??= new byte[PageBytes];
    }

    /// <summary>
    /// Makes the page at <paramref name="address"/> another name of the page that the 64-bit page table entry at <paramref name="entry"/>
    /// points to. The entry is read at the first access, and again after <see cref="ForgetTranslation"/>.
    /// </summary>
    /// <param name="address">Start of the page.</param>
    /// <param name="entry">Where the entry is: bit 0 valid, bits 12 to 47 the physical page.</param>
    /// <param name="physicalToVirtual">Added to a physical address, the address under which this memory holds it.</param>
    public void MapThroughEntry(ulong address, ulong entry, ulong physicalToVirtual) =>
        _windows[address >> PageBits] = (entry, physicalToVirtual);

    /// <summary>What was read of the page table for the page of this number (bits 0 to 43) is no longer used.</summary>
    public void ForgetTranslation(ulong pageNumber) => PlaceOf(pageNumber) = (NoPage, []);

    /// <summary>As <see cref="ForgetTranslation"/>, of all pages.</summary>
    public void ForgetTranslations() => Array.Fill(_lookaside, (NoPage, []));

    /// <summary>Guards every page that overlaps <paramref name="bytes"/> bytes from <paramref name="address"/>: an indirect branch into it must land on
    /// a landing pad. To be called before a core executes anything.</summary>
    public void Guard(ulong address, ulong bytes)
    {
        for (var number = address >> PageBits; bytes > 0 && number <= (address + bytes - 1) >> PageBits; number++)
            _guarded.Add(number);
    }

    /// <summary>No page is guarded any more.</summary>
    public void RemoveGuards() => _guarded.Clear();

    /// <summary>True if any page is guarded.</summary>
    public bool HasGuards => _guarded.Count > 0;

    /// <summary>True if the page of <paramref name="address"/> is guarded.</summary>
    public bool IsGuarded(ulong address) => _guarded.Count > 0 && _guarded.Contains(address >> PageBits);

    /// <summary>Gives a page of 4,096 bytes that is not there yet, by its number (address / 4,096), when it is first touched; null where there is none. It may
    /// give the same page for several numbers. Null: only mapped pages exist.</summary>
    public Func<ulong, byte[]?>? PageSource { get; set; }

    /// <summary>True if a page holds <paramref name="address"/>.</summary>
    public bool IsMapped(ulong address) => _pages.ContainsKey(address >> PageBits) || TryTake(address >> PageBits, out _);

    /// <summary>Reads 1, 2, 4 or 8 bytes, zero-extended; the address need not be aligned.</summary>
    /// <exception cref="GuestFault">A byte is not mapped.</exception>
    public ulong Read(ulong address, int bytes)
    {
        var offset = (int)address & (PageBytes - 1);
        if (offset + bytes > PageBytes)
            return ReadAcross(address, bytes);
        var at = PageOf(address).AsSpan(offset);
        return bytes switch
        {
            8 => BinaryPrimitives.ReadUInt64LittleEndian(at),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(at),
            2 => BinaryPrimitives.ReadUInt16LittleEndian(at),
            _ => at[0],
        };
    }

    /// <summary>As <see cref="Read"/> of 8 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Read64(ulong address)
    {
        var offset = (uint)address & (PageBytes - 1);
        if (!BitConverter.IsLittleEndian || offset > PageBytes - 8)
            return Read(address, 8);
        return Unsafe.ReadUnaligned<ulong>(ref At(address, offset));
    }

    /// <summary>As two times <see cref="Read64"/>, the second from the 8 bytes after.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (ulong First, ulong Second) ReadPair64(ulong address)
    {
        var offset = (uint)address & (PageBytes - 1);
        if (!BitConverter.IsLittleEndian || offset > PageBytes - 16)
            return (Read64(address), Read64(address + 8));
        ref var first = ref At(address, offset);
        return (Unsafe.ReadUnaligned<ulong>(ref first), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, 8)));
    }

    /// <summary>As <see cref="Write"/> of 8 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write64(ulong address, ulong value)
    {
        var offset = (uint)address & (PageBytes - 1);
        if (!BitConverter.IsLittleEndian || offset > PageBytes - 8)
            Write(address, value, 8);
        else
            Unsafe.WriteUnaligned(ref At(address, offset), value);
    }

    /// <summary>As two times <see cref="Write64"/>, the second to the 8 bytes after.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WritePair64(ulong address, ulong first, ulong second)
    {
        var offset = (uint)address & (PageBytes - 1);
        if (!BitConverter.IsLittleEndian || offset > PageBytes - 16)
        {
            Write64(address, first);
            Write64(address + 8, second);
            return;
        }

        ref var place = ref At(address, offset);
        Unsafe.WriteUnaligned(ref place, first);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref place, 8), second);
    }

    /// <summary>Writes the low 1, 2, 4 or 8 bytes of <paramref name="value"/>; the address need not be aligned.</summary>
    /// <exception cref="GuestFault">A byte is not mapped; nothing was written.</exception>
    public void Write(ulong address, ulong value, int bytes)
    {
        var offset = (int)address & (PageBytes - 1);
        if (offset + bytes > PageBytes)
        {
            WriteAcross(address, value, bytes);
            return;
        }

        var at = PageOf(address).AsSpan(offset);
        switch (bytes)
        {
            case 8:
                BinaryPrimitives.WriteUInt64LittleEndian(at, value);
                break;
            case 4:
                BinaryPrimitives.WriteUInt32LittleEndian(at, (uint)value);
                break;
            case 2:
                BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)value);
                break;
            default:
                at[0] = (byte)value;
                break;
        }
    }

    /// <summary>Writes <paramref name="bytes"/> from <paramref name="address"/> on.</summary>
    /// <exception cref="GuestFault">A byte is not mapped.</exception>
    public void WriteBytes(ulong address, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var offset = (int)address & (PageBytes - 1);
            var length = Math.Min(bytes.Length, PageBytes - offset);
            bytes[..length].CopyTo(PageOf(address).AsSpan(offset));
            bytes = bytes[length..];
            address += (ulong)length;
        }
    }

    /// <summary>Maps and writes every segment.</summary>
    public void Load(IEnumerable<(ulong Address, byte[] Bytes)> segments)
    {
        foreach (var (address, bytes) in segments)
        {
            Map(address, (ulong)bytes.Length);
            WriteBytes(address, bytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref byte At(ulong address, uint offset) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(PageOf(address)), offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    byte[] PageOf(ulong address)
    {
        ref var place = ref PlaceOf(address >> PageBits);
        return place.Number == address >> PageBits ? place.Page : Refill(address >> PageBits, address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref (ulong Number, byte[] Page) PlaceOf(ulong number) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_lookaside), (nuint)number & (LookasideEntries - 1));

    [MethodImpl(MethodImplOptions.NoInlining)]
    byte[] Refill(ulong number, ulong address)
    {
        if (!_pages.TryGetValue(number, out var page) && !TryTranslate(number, out page) && !TryTake(number, out page))
            ThrowUnmapped(address);
        PlaceOf(number) = (number, page);
        return page;
    }

    bool TryTranslate(ulong number, [NotNullWhen(true)] out byte[]? page)
    {
        page = null;
        return _windows.TryGetValue(number, out var window)
            && Read(window.EntryAddress, 8) is var entry
            && (entry & ValidBit) != 0
            && _pages.TryGetValue(((entry & EntryPageMask) + window.PhysicalToVirtual) >> PageBits, out page);
    }

    bool TryTake(ulong number, [NotNullWhen(true)] out byte[]? page)
    {
        page = PageSource?.Invoke(number);
        if (page is null)
            return false;
        _pages.Add(number, page);
        return true;
    }

    ulong ReadAcross(ulong address, int bytes)
    {
        var value = 0UL;
        for (var i = 0; i < bytes; i++)
            value |= (ulong)PageOf(address + (ulong)i)[(int)(address + (ulong)i) & (PageBytes - 1)] << (8 * i);
        return value;
    }

    void WriteAcross(ulong address, ulong value, int bytes)
    {
        PageOf(address);
        PageOf(address + (ulong)bytes - 1);
        for (var i = 0; i < bytes; i++)
            PageOf(address + (ulong)i)[(int)(address + (ulong)i) & (PageBytes - 1)] = (byte)(value >> (8 * i));
    }

    [DoesNotReturn]
    static void ThrowUnmapped(ulong address) => throw new GuestFault($"access to 0x{address:x}, where no memory is mapped");
}
