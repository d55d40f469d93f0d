using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;
using Sim.Core.Results;
using Sim.Core.Tracers;

namespace Sim.Core.Workloads;

/// <summary>The ops of a cell's tracers in simulated memory, and the list of them.</summary>
/// <remarks>
/// The ops of a group are one array with a word for the tracer behind each; every ops has its own hash, bucket array and entry. Relevant ones
/// are registered first, so that the list walk meets the irrelevant ones first.
/// </remarks>
/// <source key="debian-kernel-icount"/>
public sealed class TracerObjects(CellSpec cell, KernelMemory kernel)
{
    // Behind each ops: what a tracer counts in.
    const int TracerWordBytes = 8;

    readonly Tracer _tracer = Tracer.Of(cell.Tracer);

    /// <summary>Creates and registers the cell's ops.</summary>
    /// <param name="linking">The routines, whose addresses are fixed by now.</param>
    /// <param name="relevant">The callsite that filters of relevant tracers contain.</param>
    /// <param name="irrelevant">That of irrelevant ones.</param>
    public Registration Register(Linking linking, Callsite relevant, Callsite irrelevant)
    {
        var registration = new Registration();
        var func = linking.AddressOf(_tracer.Entry);
        foreach (var (count, callsite) in new[] { (cell.RelevantTracers, relevant), (cell.IrrelevantTracers, irrelevant) })
        {
            var stride = cell.Kernel.Structures.OpsBytes + TracerWordBytes;
            var array = count > 0 ? kernel.Slab.Allocate(count * stride) : 0;
            for (var index = 0; index < count; index++)
            {
                // The kernel's own first ops is static; what modules have, and later instances of a trace, is not.
                var isStatic = _tracer.IsKernels && registration.Ops.Count == 0;
                var address = isStatic ? kernel.Data.Add("global_ops", stride) : array + (ulong)(index * stride);
                registration.Register(NewOps(address, func, !isStatic, callsite));
            }
        }

        if (_tracer.IsKernels)
            AddTraces(linking, registration.OpsOn(relevant.Address));

        // The list, newest first, from the head variable to the stub that ends it.
        var next = kernel.Data.Symbols["ftrace_list_end"];
        foreach (var ops in registration.Ops.Reverse())
        {
            kernel.Memory.Write(ops.Address + (ulong)cell.Kernel.Structures.OpsNext, next, 8);
            next = ops.Address;
        }

        kernel.Memory.Write(kernel.Data.Symbols["ftrace_ops_list"], next, 8);
        return registration;
    }

    // Each ops that is ever called has a trace of its own.
    void AddTraces(Linking linking, IReadOnlyList<FtraceOps> called)
    {
        var traces = new TraceArray(kernel.Memory, kernel.Slab, kernel.Data, kernel.PerCpu);
        traces.AddShared(linking.AddressOf("arch_counter_get_cntvct"));
        foreach (var (number, ops) in called.Reverse().Index())
            kernel.Memory.Write(ops.Address + RingBufferLayout.OpsPrivate, traces.New(number, linking.AddressOf("trace_clock_local")), 8);
    }

    FtraceOps NewOps(ulong address, ulong func, bool isDynamic, Callsite callsite)
    {
        var layout = cell.Kernel.Structures;
        var ops = new FtraceOps(address, func, cell.OpsFlags, isDynamic, [callsite.Address]);
        var hashes = address + (ulong)layout.OpsLocalHash;
        kernel.Memory.Write(address + (ulong)layout.OpsFunc, func, 8);
        kernel.Memory.Write(address + (ulong)layout.OpsFlags, OpsFlagBits.Word(ops.Flags, ops.IsDynamic), 8);
        kernel.Memory.Write(address + (ulong)layout.OpsFuncHash, hashes, 8);
        kernel.Memory.Write(hashes + (ulong)layout.OpsHashFilter, FtraceHash.Build(kernel.Memory, kernel.Slab, layout, ops.Filter), 8);
        return ops;
    }
}
