using System.Buffers.Binary;
using Sim.Core.Kernel.Image;

namespace Sim.Scenarios.Captures;

/// <summary>What the notes of a core file say: registers of each CPU and VMCOREINFO.</summary>
sealed class CoreNotes
{
    const int HeaderBytes = 12;
    const int StatusType = 1;

    // Of NT_PRSTATUS for arm64: where the registers begin; x0 to x30, sp, pc, pstate.
    const int RegistersAt = 112;
    const int Registers = 34;
    const int MostNameBytes = 64;

    // Notes of all segments: 4096 CPUs have fewer.
    const int MostNotes = 1 << 15;

    readonly List<CpuRegisters> _cpus = [];
    int _notes;

    /// <summary>Registers by CPU.</summary>
    public IReadOnlyList<CpuRegisters> Cpus => _cpus;

    /// <summary>VMCOREINFO; null if no note has it.</summary>
    public VmCoreInfo? Information { get; private set; }

    /// <summary>Takes the notes from <paramref name="start"/> to <paramref name="end"/> of the file.</summary>
    /// <exception cref="ImageFault">A note is not in the file or not in its segment.</exception>
    public void Read(FileBytes file, long start, long end)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        for (var at = start; at <= end - HeaderBytes;)
        {
            if (!file.TryRead(at, header))
                throw Outside(at);
            var name = BinaryPrimitives.ReadUInt32LittleEndian(header);
            var bytes = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            var type = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
            // Room of CPUs that are not there is left empty.
            if (name == 0 && bytes == 0)
                return;
            var content = at + HeaderBytes + Padded(name);
            var next = content + Padded(bytes);
            if (content + bytes > end || ++_notes > MostNotes)
                throw Outside(at);
            if (name <= MostNameBytes)
                Take(file, System.Text.Encoding.Latin1.GetString(file.Read(at + HeaderBytes, (int)name, "a note's name")).TrimEnd('\0'), type, content, bytes);
            at = next;
        }
    }

    /// <summary>Takes VMCOREINFO from a place of the file.</summary>
    public void ReadInformation(FileBytes file, long at, long bytes)
    {
        if (bytes > 0)
            Information ??= VmCoreInfo.Of(file.Read(at, (int)Math.Min(bytes, VmCoreInfo.MostBytes), "VMCOREINFO"));
    }

    void Take(FileBytes file, string name, uint type, long content, uint bytes)
    {
        if (name == "VMCOREINFO")
            ReadInformation(file, content, bytes);
        else if (name == "CORE" && type == StatusType && bytes >= RegistersAt + (Registers * 8))
            _cpus.Add(RegistersOf(file.Read(content + RegistersAt, Registers * 8, "registers of a CPU")));
    }

    static CpuRegisters RegistersOf(byte[] bytes)
    {
        var values = new ulong[Registers];
        for (var index = 0; index < Registers; index++)
            values[index] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(index * 8));
        return new(values[..31], values[31], values[32], values[33]);
    }

    static long Padded(uint bytes) => ((long)bytes + 3) & ~3L;

    static ImageFault Outside(long at) => new($"the note at byte {at:N0} does not end in its segment: the file is damaged");
}
