using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;
using Sim.Core.Runs;
using Sim.Core.Tracers;
using Sim.Core.Units;

namespace Sim.Core.Loads.Population;

/// <summary>The ops of a system's tools in simulated memory: an array per tool, a word for the tracer after each ops, a filter hash per ops.</summary>
public sealed class ToolObjects(CellSpec cell, KernelMemory kernel, Linking linking)
{
    // After each ops: what a tracer counts in.
    const int TracerWordBytes = 8;

    const long ShareStream = 3;

    readonly TraceArray _traces = new(kernel);
    int _kernelOps;

    /// <summary>The ops of <paramref name="tool"/>, whose filters name some of <paramref name="functions"/>; not registered yet.</summary>
    public IReadOnlyList<FtraceOps> Create(Tool tool, IReadOnlyList<(string Name, ulong Callsite)> functions)
    {
        var tracer = tool.Body;
        var filter = Filter(tool.Filter, functions, cell.Population!.Profile.NamesMayBeCut, cell.Population.Seed);
        var stride = cell.Kernel.Structures.OpsBytes + TracerWordBytes;
        var array = tool.Count > 0 ? kernel.Slab.Allocate(tool.Count * stride) : 0;
        var table = tracer.TableBytes > 0 ? kernel.Slab.Allocate(tracer.TableBytes) : 0;
        var all = new List<FtraceOps>();
        for (var index = 0; index < tool.Count; index++)
        {
            // The kernel's own first ops is static; what modules have, and later instances of a trace, is not.
            var isStatic = tracer.IsKernels && _kernelOps == 0;
            var address = isStatic ? kernel.Data.Add("global_ops", stride) : array + (ulong)(index * stride);
            var ops = new FtraceOps(address, linking.AddressOf(tracer.Entry), tool.Flags, !isStatic, filter);
            Write(ops, table);
            if (tracer.IsKernels)
                AddTrace(ops);
            all.Add(ops);
        }

        return all;
    }

    /// <summary>Callsites that a filter names; empty for all functions, as in the kernel.</summary>
    /// <param name="filter">The filter; of a share of functions the seed decides which.</param>
    /// <param name="functions">All there are.</param>
    /// <param name="namesMayBeCut">True if names of <see cref="FunctionProfile.CutLength"/> characters may be the beginnings of names.</param>
    /// <param name="seed">The workload's.</param>
    public static HashSet<ulong> Filter(FunctionFilter filter, IReadOnlyList<(string Name, ulong Callsite)> functions, bool namesMayBeCut, long seed)
    {
        if (filter.IsAll)
            return [];
        var named = functions.Where(function => filter.Names(function.Name, namesMayBeCut)).Select(function => function.Callsite).ToList();

        // A draw without putting back: the first steps of a shuffle, the same for equal filters.
        var random = new Pcg(seed, ShareStream);
        var number = Math.Min(named.Count, Math.Max(1, (int)Math.Round(named.Count * filter.Share)));
        for (var i = 0; i < number; i++)
        {
            var other = i + random.Below(named.Count - i);
            (named[i], named[other]) = (named[other], named[i]);
        }

        return [.. named.Take(number)];
    }

    void Write(FtraceOps ops, ulong table)
    {
        var layout = cell.Kernel.Structures;
        var hashes = ops.Address + (ulong)layout.OpsLocalHash;
        kernel.Memory.Write(ops.Address + (ulong)layout.OpsFunc, ops.Func, 8);
        kernel.Memory.Write(ops.Address + (ulong)layout.OpsFlags, OpsFlagBits.Word(ops.Flags, ops.IsDynamic), 8);
        kernel.Memory.Write(ops.Address + (ulong)layout.OpsFuncHash, hashes, 8);
        kernel.Memory.Write(ops.Address + RingBufferLayout.OpsPrivate, table, 8);
        if (ops.Filter.Count > 0)
            kernel.Memory.Write(hashes + (ulong)layout.OpsHashFilter, FtraceHash.Build(kernel.Memory, kernel.Slab, layout, ops.Filter), 8);
    }

    void AddTrace(FtraceOps ops)
    {
        if (_kernelOps == 0)
            _traces.AddShared(linking.AddressOf("arch_counter_get_cntvct"));
        var trace = _traces.New(_kernelOps++, linking.AddressOf("trace_clock_local"));
        kernel.Memory.Write(ops.Address + RingBufferLayout.OpsPrivate, trace, 8);
    }
}
