using Sim.Core.Diagnostics;

namespace Sim.Core.A64;

/// <summary>Linked code at its addresses: what a core fetches from.</summary>
/// <remarks>
/// Instructions are numbered through all pieces of code: position i + 1 follows position i, and behind each piece stands
/// <see cref="Opcode.EndOfCode"/>. Data between instructions occupies positions too (as <see cref="Opcode.EndOfCode"/>, one per 4 bytes),
/// so that within a piece the position is a linear function of the address.
/// </remarks>
public sealed class CodeImage
{
    readonly List<Piece> _pieces; // In ascending address, not overlapping.

    internal CodeImage(
        Instruction[] instructions, ulong[] addresses, int[] targets, byte[] regions, string[] texts, string[] regionNames,
        List<Piece> pieces, IReadOnlyDictionary<string, ulong> symbols, IReadOnlyList<(ulong Address, byte[] Bytes)> data)
    {
        (Instructions, Addresses, Targets, Regions, Texts, RegionNames) = (instructions, addresses, targets, regions, texts, regionNames);
        (_pieces, Symbols, Data) = (pieces, symbols, data);
    }

    /// <summary>Decoded instructions by position. Patching a callsite replaces one: see <see cref="Patch"/>.</summary>
    public Instruction[] Instructions { get; }

    /// <summary>Address of each position.</summary>
    public ulong[] Addresses { get; }

    /// <summary>Position of the target of each direct branch; -1 for everything else.</summary>
    public int[] Targets { get; }

    /// <summary>Index into <see cref="RegionNames"/> of each position.</summary>
    public byte[] Regions { get; }

    /// <summary>Source line of each position, for listings.</summary>
    public string[] Texts { get; }

    /// <summary>Names that <c>.region</c> directives gave, in order of first use.</summary>
    public string[] RegionNames { get; }

    /// <summary>Address of every global label, and of the symbols supplied to the linker.</summary>
    public IReadOnlyDictionary<string, ulong> Symbols { get; }

    /// <summary>Bytes that data directives put between instructions: to be copied to memory before a run.</summary>
    public IReadOnlyList<(ulong Address, byte[] Bytes)> Data { get; }

    /// <summary>Position of the instruction at <paramref name="address"/>, or -1 where no code is.</summary>
    public int PositionOf(ulong address)
    {
        // The last piece that starts at or before the address.
        var (low, high) = (0, _pieces.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_pieces[middle].Address <= address)
                low = middle + 1;
            else
                high = middle - 1;
        }

        if (high < 0)
            return -1;
        var piece = _pieces[high];
        var offset = address - piece.Address;
        return offset < (ulong)piece.SizeBytes && (address & 3) == 0 ? piece.Position + (int)(offset >> 2) : -1;
    }

    /// <summary>True for branches whose target is <see cref="Instruction.Immediate"/>.</summary>
    public static bool IsDirectBranch(Opcode opcode) =>
        opcode is Opcode.B or Opcode.Bl or Opcode.BCond or Opcode.Cbz or Opcode.Cbnz or Opcode.Tbz or Opcode.Tbnz;

    /// <summary>Told the position of each instruction that was replaced.</summary>
    public event Action<int>? Patched;

    /// <summary>Replaces the instruction at <paramref name="address"/>, as the kernel patches a callsite.</summary>
    /// <exception cref="SimBug">No code at the address, or a branch to where no code is.</exception>
    public void Patch(ulong address, Instruction instruction, string text)
    {
        var position = PositionOf(address);
        if (position < 0)
            throw new SimBug($"patching 0x{address:x}: no code there");
        Instructions[position] = instruction;
        Texts[position] = text;
        Targets[position] = IsDirectBranch(instruction.Opcode) ? PositionOf((ulong)instruction.Immediate) : -1;
        if (IsDirectBranch(instruction.Opcode) && Targets[position] < 0)
            throw new SimBug($"patching 0x{address:x}: branch to 0x{instruction.Immediate:x}, where no code is");
        Patched?.Invoke(position);
    }

    internal readonly record struct Piece(ulong Address, long SizeBytes, int Position);
}
