using Sim.Core.A64;
using Sim.Core.Dispatch;
using Sim.Core.Hardware.State;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;
using Sim.Core.Results;
using Sim.Core.Tracers;

namespace Sim.Core.Workloads;

/// <summary>A loop in a module that calls one tracee over and over, as the ftrace-ops sample does, ready to run.</summary>
/// <remarks>
/// The ops of a group are one array with a word for the tracer behind each; every ops has its own hash, bucket array and entry. Relevant ones
/// are registered first, so that the list walk meets the irrelevant ones first.
/// </remarks>
/// <source key="ftrace-ops-sample"/>
public sealed class CallLoop
{
    const int StackBytes = 16 << 10;

    // What lies on the stack above the loop: a thread that entered through a module's init or a file operation.
    const int StackInUse = 512;

    // Behind each ops: what a tracer counts in.
    const int TracerWordBytes = 8;

    // Where per-CPU symbols are in the image, and this CPU's copies in the linear map, far behind what is allocated.
    const ulong PerCpuSymbols = 512 << 10;
    const ulong PerCpuArea = 1ul << 34;

    const ulong Pid = 1000;

    readonly CellSpec _cell;
    readonly Memory _memory = new();
    readonly Slab _slab;
    readonly KernelData _data;
    readonly PerCpu _perCpu;
    readonly Tracer _tracer;

    CallLoop(CellSpec cell)
    {
        _cell = cell;
        _slab = new Slab(_memory, cell.Kernel.Addresses.LinearMap, cell.Kernel.Addresses.SlabMinimumBytes);
        _data = new KernelData(_memory, cell.Kernel.Addresses.Data);
        _perCpu = new PerCpu(_memory, _data, cell.Kernel.Addresses.Data + PerCpuSymbols, cell.Kernel.Addresses.LinearMap + PerCpuArea);
        _tracer = Tracer.Of(cell.Tracer);
        Code = null!;
    }

    /// <summary>All routines at their addresses, with the tracee's callsite patched if somebody traces it.</summary>
    public CodeImage Code { get; set; }

    /// <summary>Kernel objects, stack, and the data between instructions.</summary>
    public Memory Memory => _memory;

    /// <summary>Registers on entry to the loop.</summary>
    public ArchitecturalState State { get; } = new();

    /// <summary>Position of the first instruction of each iteration: where one call ends and the next begins.</summary>
    public int Head => Code.PositionOf(Code.Symbols["call_loop_head"]);

    /// <summary>Lays the whole system out and registers the cell's tracers.</summary>
    /// <exception cref="CannotDispatchException">The kernel build cannot do what the cell asks for.</exception>
    public static CallLoop Build(CellSpec cell)
    {
        var loop = new CallLoop(cell);
        loop.AddKernelData();
        loop.AddThread();
        loop.LinkAndRegister();
        return loop;
    }

    void AddKernelData()
    {
        var layout = _cell.Kernel.Structures;
        var end = _data.Add("ftrace_list_end", layout.OpsBytes);
        _memory.Write(end + (ulong)layout.OpsFlags, 1ul << OpsFlagBits.Stub, 8);
        _memory.Write(_data.Add("ftrace_ops_list", 8), end, 8);
        _data.Add("ftrace_list_ops", layout.OpsBytes);
        _data.Add("nop_ops", layout.OpsBytes);
        _data.Add("function_trace_op", 8);
        _memory.Write(_perCpu.Add("context_tracking_state", 4), uint.MaxValue, 4);
        State.System[(int)SystemRegister.TpidrEl1] = _perCpu.Offset;
    }

    void AddThread()
    {
        var task = _slab.Allocate(TaskLayout.Bytes);
        State.System[(int)SystemRegister.SpEl0] = task;
        _memory.Write(task + TaskLayout.NoResched, 1, 4);
        _memory.Write(task + TaskLayout.Pid, Pid, 4);
        _memory.Write(task + TaskLayout.StackCanary, 0x5EED_CAFE_F00D_0100, 8);
        var stack = _slab.Allocate(StackBytes);
        State.X[Register.Stack] = stack + StackBytes - StackInUse - (ulong)_cell.State.StackOffset;
        State.X[Register.Frame] = State.X[Register.Stack];
        _memory.Write(State.X[Register.Stack] + 8, _cell.Kernel.Addresses.Module, 8);
    }

    void LinkAndRegister()
    {
        var dispatcher = Dispatcher.Of(_cell.Kernel);
        var linking = new Linking(_cell.Kernel, _data.Symbols);
        foreach (var routine in dispatcher.Routines)
            linking.Add(routine);
        if (_tracer.IsKernels)
        {
            foreach (var text in _tracer.Texts)
                linking.AddKernel(text);
        }

        linking.AddModule("Workloads/call_loop.s");
        if (!_tracer.IsKernels)
        {
            foreach (var text in _tracer.Texts)
                linking.AddModule(text);
        }

        AddModuleData(linking.TakeModulePage());

        var tracee = linking.CallsiteOf("tracee_relevant");
        var registration = RegisterTracers(linking, tracee, linking.CallsiteOf("tracee_irrelevant"));
        foreach (var trampoline in dispatcher.TrampolinesFor(registration, tracee, linking.FreeModuleAddress))
            linking.Add(trampoline);

        Code = linking.Link();
        foreach (var (address, bytes) in Code.Data)
        {
            _memory.Map(address, (ulong)bytes.Length);
            _memory.WriteBytes(address, bytes);
        }

        // The ops that stands for "more than one": its function is the list walk.
        var layout = _cell.Kernel.Structures;
        _memory.Write(_data.Symbols["ftrace_list_ops"] + (ulong)layout.OpsFunc, Code.Symbols[Dispatch.ListFunc.ListWalk.Symbol], 8);
        if (registration.OpsOn(tracee.Address).Count > 0)
            dispatcher.Enable(Code, _memory, registration, tracee);
        State.Position = Code.PositionOf(Code.Symbols["call_loop"]);
    }

    void AddModuleData(ulong address)
    {
        _data.Define("nr_function_calls", address);
        _memory.Map(address, 4);
        _memory.Write(address, uint.MaxValue, 4);
    }

    Registration RegisterTracers(Linking linking, Callsite relevant, Callsite irrelevant)
    {
        var registration = new Registration();
        var func = linking.AddressOf(_tracer.Entry);
        foreach (var (count, callsite) in new[] { (_cell.RelevantTracers, relevant), (_cell.IrrelevantTracers, irrelevant) })
        {
            var stride = _cell.Kernel.Structures.OpsBytes + TracerWordBytes;
            var array = count > 0 ? _slab.Allocate(count * stride) : 0;
            for (var index = 0; index < count; index++)
            {
                // The kernel's own first ops is static; what modules have, and later instances of a trace, is not.
                var isStatic = _tracer.IsKernels && registration.Ops.Count == 0;
                var address = isStatic ? _data.Add("global_ops", stride) : array + (ulong)(index * stride);
                registration.Register(NewOps(address, func, !isStatic, callsite));
            }
        }

        if (_tracer.IsKernels)
            AddTraces(linking, registration.OpsOn(relevant.Address));

        // The list, newest first, from the head variable to the stub that ends it.
        var next = _data.Symbols["ftrace_list_end"];
        foreach (var ops in registration.Ops.Reverse())
        {
            _memory.Write(ops.Address + (ulong)_cell.Kernel.Structures.OpsNext, next, 8);
            next = ops.Address;
        }

        _memory.Write(_data.Symbols["ftrace_ops_list"], next, 8);
        return registration;
    }

    // Each ops that is ever called has a trace of its own.
    void AddTraces(Linking linking, IReadOnlyList<FtraceOps> called)
    {
        var traces = new TraceArray(_memory, _slab, _data, _perCpu);
        traces.AddShared(linking.AddressOf("arch_counter_get_cntvct"));
        foreach (var (number, ops) in called.Reverse().Index())
            _memory.Write(ops.Address + RingBufferLayout.OpsPrivate, traces.New(number, linking.AddressOf("trace_clock_local")), 8);
    }

    FtraceOps NewOps(ulong address, ulong func, bool isDynamic, Callsite callsite)
    {
        var layout = _cell.Kernel.Structures;
        var ops = new FtraceOps(address, func, _cell.OpsFlags, isDynamic, [callsite.Address]);
        var hashes = address + (ulong)layout.OpsLocalHash;
        _memory.Write(address + (ulong)layout.OpsFunc, func, 8);
        _memory.Write(address + (ulong)layout.OpsFlags, OpsFlagBits.Word(ops.Flags, ops.IsDynamic), 8);
        _memory.Write(address + (ulong)layout.OpsFuncHash, hashes, 8);
        _memory.Write(hashes + (ulong)layout.OpsHashFilter, FtraceHash.Build(_memory, _slab, layout, ops.Filter), 8);
        return ops;
    }
}
