using Sim.Core.Kernel.Layout;
using Sim.Core.Loads;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Tests.Tracers;

/// <summary>Reads the events of the kernel's own trace from simulated memory, oldest first, as user space would.</summary>
sealed class RingBufferReader
{
    const uint Padding = 29;
    const uint TimeExtend = 30;

    readonly GuestMemory _memory;
    readonly ulong _cpu;

    public RingBufferReader(Workload workload)
    {
        _memory = workload.Memory;
        var trace = workload.Code.Symbols["global_trace"];
        var buffer = _memory.Read(trace + RingBufferLayout.TraceBuffer, 8);
        _cpu = _memory.Read(_memory.Read(buffer + RingBufferLayout.BufferCpus, 8), 8);
    }

    public ulong Entries => Field(RingBufferLayout.CpuEntries);

    public ulong Overrun => Field(RingBufferLayout.CpuOverrun);

    public ulong EntriesBytes => Field(RingBufferLayout.CpuEntriesBytes);

    public ulong PagesTouched => Field(RingBufferLayout.CpuPagesTouched);

    public ulong Committing => Field(RingBufferLayout.CpuCommitting);

    public ulong CurrentContext => Field(RingBufferLayout.CpuCurrentContext) & uint.MaxValue;

    /// <summary>All events from the head page to the commit page.</summary>
    public List<Event> Events()
    {
        List<Event> events = [];
        for (var page = Field(RingBufferLayout.CpuHeadPage); ; page = _memory.Read(page + RingBufferLayout.PageNext, 8))
        {
            ReadPage(_memory.Read(page + RingBufferLayout.PageData, 8), events);
            if (page == Field(RingBufferLayout.CpuCommitPage))
                return events;
        }
    }

    void ReadPage(ulong page, List<Event> events)
    {
        var time = _memory.Read(page + RingBufferLayout.DataTimeStamp, 8);
        var end = _memory.Read(page + RingBufferLayout.DataCommit, 8);
        for (var at = 0ul; at < end;)
        {
            var address = page + RingBufferLayout.Data + at;
            var header = (uint)_memory.Read(address, 4);
            var (type, delta) = (header & 31, header >> 5);
            if (type == Padding)
                return;
            time += delta;
            if (type == TimeExtend)
            {
                time += _memory.Read(address + 4, 4) << 27;
                at += 8;
                continue;
            }

            events.Add(new Event(
                time, (int)_memory.Read(address + 4, 2), (int)_memory.Read(address + 6, 1), (int)_memory.Read(address + 8, 4),
                _memory.Read(address + 12, 8), _memory.Read(address + 20, 8)));
            at += 4 + (4 * type);
        }
    }

    ulong Field(int offset) => _memory.Read(_cpu + (ulong)offset, 8);

    internal readonly record struct Event(ulong TimeNs, int Type, int Flags, int Pid, ulong Ip, ulong ParentIp);
}
