using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;
using Sim.Core.Tracers;

namespace Sim.Core.Loads;

/// <summary>The ops of a cell's tracers in simulated memory, and the list of them.</summary>
/// <remarks>
/// The ops of a group are one array with a word for the tracer after each; every ops has its own hash, bucket array and entry. Relevant ones
/// are registered first, so that the list walk meets the irrelevant ones first.
/// </remarks>
/// <source key="debian-kernel-icount"/>
public sealed class TracerObjects(CellSpec cell, KernelMemory kernel, Mechanism mechanism)
{
    // After each ops: what a tracer counts in.
    internal const int TracerWordBytes = 8;

    readonly Tracer _tracer = cell.Body;
    ulong _table;

    /// <summary>Creates and registers the cell's ops.</summary>
    /// <param name="linking">The routines, whose addresses are fixed by now.</param>
    /// <param name="wiring">The callsite that filters of relevant tracers contain, and where to register.</param>
    /// <param name="irrelevant">The callsite that filters of irrelevant ones contain.</param>
    public void Register(Linking linking, Wiring wiring, Callsite irrelevant)
    {
        var (registration, relevant) = (wiring.Registration, wiring.Callsite);
        _table = _tracer.TableBytes > 0 ? kernel.Slab.Allocate(_tracer.TableBytes) : 0;
        if (cell.RelevantTracers > 0 && _tracer.IsKernels && mechanism.RefusalOfKernelTracer is { } refusal)
            throw new CannotDispatchException($"{_tracer.Name} {refusal}");
        var (filters, others) = (FiltersOf(cell.Setup.Relevant, relevant), FiltersOf(cell.Setup.Irrelevant, irrelevant, relevant));
        foreach (var (count, hashes) in new[] { (cell.RelevantTracers, filters), (cell.IrrelevantTracers, others) })
        {
            var stride = cell.Kernel.Structures.OpsBytes + TracerWordBytes;
            var array = count > 0 ? kernel.Slab.Allocate(count * stride) : 0;
            for (var index = 0; index < count; index++)
            {
                var number = registration.Ops.Count;
                var isStatic = IsStatic(number);
                var address = isStatic ? kernel.Data.Add($"ops_{number}", stride) : array + (ulong)(index * stride);
                var ops = NewOps(address, linking.AddressOf(_tracer.Entry), !isStatic, hashes);
                registration.Register(number == 0 && cell.RelevantTracers > 0 ? mechanism.Adapt(ops, cell.Setup.Attachment, wiring, kernel.Memory) : ops);
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
    }

    // Each ops that is ever called has a trace of its own.
    void AddTraces(Linking linking, IReadOnlyList<FtraceOps> called)
    {
        var traces = new TraceArray(kernel);
        traces.AddShared(linking.AddressOf("arch_counter_get_cntvct"));
        foreach (var (number, ops) in called.Reverse().Index())
            kernel.Memory.Write(ops.Address + RingBufferLayout.OpsPrivate, traces.New(number, linking.AddressOf("trace_clock_local")), 8);
    }

    // The kernel's own first ops is static; what modules have, and later instances of a trace, is not.
    bool IsStatic(int number) => _tracer.IsKernels ? number == 0 : cell.Setup.BuiltIn;

    // Without DYNAMIC_FTRACE there are no filters: every ops traces everything.
    (IReadOnlySet<ulong> Filter, IReadOnlySet<ulong> Notrace) FiltersOf(FilterSpec spec, Callsite own, Callsite? leftOut = null)
    {
        if (!cell.Kernel.Options.DynamicFtrace)
            return (new HashSet<ulong>(), new HashSet<ulong>());
        var filter = Functions(spec.Functions, own.Address, 0);
        return (filter, Functions(spec.Notrace, spec.Functions == 0 ? leftOut?.Address : null, spec.Functions));
    }

    // The own function, if there is one, and as many others of the kernel as it takes.
    HashSet<ulong> Functions(int number, ulong? own, int firstOther)
    {
        var functions = new HashSet<ulong>();
        if (number > 0 && own is { } callsite)
            functions.Add(callsite);
        for (var other = firstOther; functions.Count < number; other++)
            functions.Add(OtherFunctions.Callsite(cell.Kernel, other));
        return functions;
    }

    FtraceOps NewOps(ulong address, ulong func, bool isDynamic, (IReadOnlySet<ulong> Filter, IReadOnlySet<ulong> Notrace) functions)
    {
        var layout = cell.Kernel.Structures;
        var ops = new FtraceOps(address, func, cell.OpsFlags, isDynamic, functions.Filter) { Notrace = functions.Notrace };
        var hashes = address + (ulong)layout.OpsLocalHash;
        kernel.Memory.Write(address + (ulong)layout.OpsFunc, func, 8);
        kernel.Memory.Write(address + (ulong)layout.OpsFlags, OpsFlagBits.Word(ops.Flags, ops.IsDynamic), 8);
        kernel.Memory.Write(address + (ulong)layout.OpsFuncHash, hashes, 8);
        kernel.Memory.Write(address + RingBufferLayout.OpsPrivate, _table, 8);
        WriteHash(hashes + (ulong)layout.OpsHashFilter, functions.Filter);
        WriteHash(hashes + (ulong)layout.OpsHashNotrace, functions.Notrace);
        return ops;
    }

    // An ops that never had such a hash has a null pointer there.
    void WriteHash(ulong pointer, IReadOnlySet<ulong> functions)
    {
        if (functions.Count > 0)
            kernel.Memory.Write(pointer, FtraceHash.Build(kernel.Memory, kernel.Slab, cell.Kernel.Structures, functions), 8);
    }
}
