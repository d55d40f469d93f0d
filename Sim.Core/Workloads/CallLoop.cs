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
/// <source key="ftrace-ops-sample"/>
public sealed class CallLoop
{
    const int StackBytes = 16 << 10;

    // What lies on the stack above the loop: a thread that entered through a module's init or a file operation.
    const int StackInUse = 512;

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
    public CodeImage Code { get; private set; }

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
        var registration = new TracerObjects(_cell, _memory, _slab, _data, _perCpu).Register(linking, tracee, linking.CallsiteOf("tracee_irrelevant"));
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
}
