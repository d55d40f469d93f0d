using Sim.Core.Kernel.Layout;

namespace Sim.Core.Loads;

/// <summary>The objects of the kernel's own tracer: the clock, and for each ops a trace with the ring buffer of one CPU.</summary>
/// <remarks>The counter that the clock reads does not move: all events of a run have the same time, and none needs a time extend.</remarks>
public sealed class TraceArray(KernelMemory kernel)
{
    // Pages of each ring buffer; events wrap around after 145 a page.
    readonly int _pages = (int)(kernel.Build.Options.RingBufferBytes / RingBufferLayout.DataPageBytes);

    // 24 MHz: 41.67 ns a tick.
    const uint ClockMult = 699_050_667;
    const uint ClockShift = 24;
    const ulong CounterMask = (1ul << 56) - 1;

    // 512 CPUs.
    const int MaskBytes = 64;

    // A page less its header and the two words of a long event.
    const ulong MaxDataBytes = RingBufferLayout.DataBytes - 12;

    /// <summary>What all traces share: this CPU's number, the clock, the event's description.</summary>
    /// <param name="counter">Address of the function that reads the counter.</param>
    public void AddShared(ulong counter)
    {
        kernel.PerCpu.Add("cpu_number", 4);
        kernel.PerCpu.Add("trace_taskinfo_save", 1);
        kernel.PerCpu.Add("trace_buffered_event", 8);
        kernel.Memory.Write(kernel.Data.Add("__per_cpu_offset", 8), kernel.PerCpu.Offset, 8);
        kernel.Data.Add("event_function", 128);

        var clock = kernel.Data.Add("cd", RingBufferLayout.ClockBytes) + RingBufferLayout.ClockReadData;
        kernel.Memory.Write(clock + RingBufferLayout.ReadMask, CounterMask, 8);
        kernel.Memory.Write(clock + RingBufferLayout.ReadCounter, counter, 8);
        kernel.Memory.Write(clock + RingBufferLayout.ReadMult, ClockMult, 4);
        kernel.Memory.Write(clock + RingBufferLayout.ReadShift, ClockShift, 4);
    }

    /// <summary>Makes a trace that is on, with an empty ring buffer, and returns its address.</summary>
    /// <param name="number">0 for the kernel's own, which is static; more for those of instances, which are allocated.</param>
    /// <param name="clock">Address of the function that tells the time.</param>
    public ulong New(int number, ulong clock)
    {
        var trace = number == 0 ? kernel.Data.Add("global_trace", RingBufferLayout.TraceBytes) : kernel.Slab.Allocate(RingBufferLayout.TraceBytes);
        kernel.PerCpu.Add($"trace_array_cpu_{number}", 16);
        kernel.Memory.Write(trace + RingBufferLayout.TraceFunctionEnabled, 1, 4);
        kernel.Memory.Write(trace + RingBufferLayout.TraceBuffer, NewBuffer(clock), 8);
        kernel.Memory.Write(trace + RingBufferLayout.TraceData, kernel.Data.Symbols[$"trace_array_cpu_{number}"], 8);
        return trace;
    }

    ulong NewBuffer(ulong clock)
    {
        var buffer = kernel.Slab.Allocate(RingBufferLayout.BufferBytes);
        var cpus = kernel.Slab.Allocate(8);
        kernel.Memory.Write(buffer + RingBufferLayout.BufferMaxData, MaxDataBytes, 8);
        kernel.Memory.Write(buffer + RingBufferLayout.BufferSubbufBytes, RingBufferLayout.DataBytes, 4);
        kernel.Memory.Write(MaskOf(buffer), 1, 8);
        kernel.Memory.Write(buffer + RingBufferLayout.BufferCpus, cpus, 8);
        kernel.Memory.Write(buffer + RingBufferLayout.BufferClock, clock, 8);
        kernel.Memory.Write(cpus, NewCpu(buffer), 8);
        kernel.RingBuffers.Add(buffer);
        return buffer;
    }

    // The mask of CPUs: in the buffer itself, or an object of its own in kernels built for more of them.
    ulong MaskOf(ulong buffer)
    {
        var place = buffer + RingBufferLayout.BufferCpuMask;
        if (kernel.Build.FillsPtRegs)
            return place;
        var mask = kernel.Slab.Allocate(MaskBytes);
        kernel.Memory.Write(place, mask, 8);
        return mask;
    }

    ulong NewCpu(ulong buffer)
    {
        var cpu = kernel.Slab.Allocate(RingBufferLayout.CpuBytes);
        ulong[] pages = [.. Enumerable.Range(0, _pages).Select(_ => NewPage())];
        for (var i = 0; i < _pages; i++)
            kernel.Memory.Write(pages[i] + RingBufferLayout.PageNext, pages[(i + 1) % _pages], 8);
        kernel.Memory.Write(cpu + RingBufferLayout.CpuBuffer, buffer, 8);
        kernel.Memory.Write(cpu + RingBufferLayout.CpuPages, (ulong)_pages, 8);
        foreach (var field in new[] { RingBufferLayout.CpuHeadPage, RingBufferLayout.CpuTailPage, RingBufferLayout.CpuCommitPage })
            kernel.Memory.Write(cpu + (ulong)field, pages[0], 8);
        kernel.Memory.Write(cpu + RingBufferLayout.CpuReaderPage, NewPage(), 8);
        return cpu;
    }

    ulong NewPage()
    {
        var page = kernel.Slab.Allocate(RingBufferLayout.PageBytes);
        kernel.Memory.Write(page + RingBufferLayout.PageData, kernel.Slab.Allocate(RingBufferLayout.DataPageBytes), 8);
        return page;
    }
}
