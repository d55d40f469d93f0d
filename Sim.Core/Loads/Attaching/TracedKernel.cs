using Sim.Core.A64;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Tracers;

namespace Sim.Core.Loads.Attaching;

/// <summary>A kernel that does nothing but attach and detach tracers of one kind: its functions are never called.</summary>
public sealed class TracedKernel
{
    readonly Tracer _tracer;
    readonly KernelMemory _kernel;
    readonly ulong _trace;

    TracedKernel(KernelBuild build, Tracer tracer)
    {
        (_tracer, _kernel) = (tracer, new KernelMemory(build, 0));
        var mechanism = MechanismCatalogue.Of(build);
        var linking = new Linking(build, mechanism, _kernel.Data.Symbols);
        foreach (var routine in mechanism.Routines(build))
            linking.Add(routine);
        Patching = new Patching(build, _kernel, linking);
        foreach (var text in tracer.Texts)
        {
            if (tracer.IsKernels)
                linking.AddKernel(text);
            else
                linking.AddModule(text);
        }

        var module = TraceableFunctions.InModule(build, linking.TakeModulePage());
        if (tracer.IsKernels)
            _trace = NewTrace(linking);
        Code = linking.Link();
        _kernel.Load(Code);
        Patching.AddRecords(Code, [], module);
    }

    /// <summary>Records, callsites and ops.</summary>
    public Patching Patching { get; }

    /// <summary>The routines.</summary>
    public CodeImage Code { get; }

    public GuestMemory Memory => _kernel.Memory;

    /// <summary>Registers of the core while nothing is attached or detached.</summary>
    public ArchitecturalState State => _kernel.State;

    /// <summary>Lays out the kernel of <paramref name="build"/>, with no tracer attached.</summary>
    /// <exception cref="CannotDispatchException">The build's functions were not counted, or it cannot patch as is simulated here.</exception>
    public static TracedKernel Build(KernelBuild build, Tracer tracer) => new(build, tracer);

    /// <summary>Makes an ops of the kernel's tracer: see <see cref="Patching.NewOps"/>.</summary>
    public ulong NewOps(IReadOnlyCollection<ulong>? filter, bool isStatic, OpsFlags flags = OpsFlags.None)
    {
        var ops = Patching.NewOps(Code.Symbols[_tracer.Entry], filter, isStatic, flags);
        Memory.Write(ops + RingBufferLayout.OpsPrivate, _trace, 8);
        return ops;
    }

    // The function tracer's trace is off until it is attached everywhere: it returns at once.
    ulong NewTrace(Linking linking)
    {
        var traces = new TraceArray(_kernel);
        traces.AddShared(linking.AddressOf("arch_counter_get_cntvct"));
        var trace = traces.New(0, linking.AddressOf("trace_clock_local"));
        Memory.Write(trace + RingBufferLayout.TraceFunctionEnabled, 0, 4);
        return trace;
    }
}
