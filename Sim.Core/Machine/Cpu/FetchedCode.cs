using Sim.Core.A64;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Machine.Cpu;

/// <summary>Instructions that were fetched and decoded, by address: of a core without time.</summary>
sealed class FetchedCode(GuestMemory memory) : IDecodedCode
{
    readonly Dictionary<ulong, Instruction?[]> _lines = [];

    // The line that was fetched from last.
    ulong _number = ulong.MaxValue;
    Instruction?[] _line = [];

    /// <summary>The instruction at <paramref name="address"/>, decoded now if it was not, or is not any more.</summary>
    /// <exception cref="GuestFault">No memory is there, or the address is not a multiple of 4.</exception>
    public Instruction At(ulong address)
    {
        if ((address & 3) != 0)
            return InstructionFetch.At(memory, address);
        if (address / CodeMaintenance.LineBytes != _number)
            Enter(address / CodeMaintenance.LineBytes);
        return _line[(int)(address % CodeMaintenance.LineBytes / 4)] ??= InstructionFetch.At(memory, address);
    }

    public void DiscardLine(ulong address)
    {
        if (_lines.TryGetValue(address / CodeMaintenance.LineBytes, out var line))
            Array.Clear(line);
    }

    public void DiscardPage(ulong address)
    {
        var page = address / CodeMaintenance.PageBytes * CodeMaintenance.PageBytes;
        for (var offset = 0ul; offset < CodeMaintenance.PageBytes; offset += CodeMaintenance.LineBytes)
            DiscardLine(page + offset);
    }

    public void DiscardAll()
    {
        foreach (var line in _lines.Values)
            Array.Clear(line);
    }

    void Enter(ulong number)
    {
        if (!_lines.TryGetValue(number, out var line))
            _lines.Add(number, line = new Instruction?[CodeMaintenance.LineBytes / 4]);
        (_number, _line) = (number, line);
    }
}
