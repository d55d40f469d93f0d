using System.Collections.ObjectModel;
using Sim.Core.A64;
using Sim.Core.Kernel.Layout;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Runs;

namespace Sim.Core.Loads;

/// <summary>Who calls traced functions: code and data at their places, and the calls one after the other.</summary>
public abstract class Workload
{
    /// <summary>All routines at their addresses, with the traced callsites patched.</summary>
    public abstract CodeImage Code { get; }

    /// <summary>Kernel objects, stack, and the data between instructions.</summary>
    public abstract GuestMemory Memory { get; }

    /// <summary>Registers on entry.</summary>
    public abstract ArchitecturalState State { get; }

    /// <summary>Which way its calls take to the tracers.</summary>
    public abstract CallPath Path { get; }

    /// <summary>False if calls are drawn at random, so that a search for a repetition is in vain.</summary>
    public abstract bool MayRepeat { get; }

    /// <summary>Kernel objects and threads.</summary>
    protected abstract KernelMemory Kernel { get; }

    /// <summary>Every instruction of the user's own texts by address.</summary>
    public virtual IReadOnlyDictionary<ulong, CodeItem> OwnItems() => ReadOnlyDictionary<ulong, CodeItem>.Empty;

    /// <summary>Ring buffers record, or refuse to: what <c>tracing_on</c> of every trace says.</summary>
    public virtual void Record(bool on)
    {
        foreach (var buffer in Kernel.RingBuffers)
            Memory.Write(buffer + RingBufferLayout.BufferRecordDisabled, on ? 0 : 1u, 4);
    }

    /// <summary>Goes on in the next of so many tasks, which take turns; between two calls.</summary>
    public virtual void SwitchTask(int tasks) => Kernel.SwitchThread(tasks);

    /// <summary>Makes ready for the next call and returns the position at which it will be over.</summary>
    public abstract ulong NextCall();
}
