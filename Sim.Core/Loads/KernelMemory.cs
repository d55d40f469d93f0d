using Sim.Core.A64;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Loads;

/// <summary>What every workload finds in simulated memory before any routine or tracer is there: the kernel's data, one CPU, one thread.</summary>
public sealed class KernelMemory
{
    const int StackBytes = 16 << 10;

    // What lies on the stack above the workload: a thread that entered through a module's init or a file operation.
    const int StackInUse = 512;

    // Where per-CPU symbols are in the image, and this CPU's copies in the linear map, far after what is allocated.
    const ulong PerCpuSymbols = 512 << 10;
    const ulong PerCpuArea = 1ul << 34;

    const ulong Pid = 1000;

    // SCTLR_EL1.SA, as INIT_SCTLR_EL1_MMU_ON has it: accesses by way of a stack pointer that is no multiple of 16 fault.
    const ulong ChecksStack = 1ul << 3;

    // SCTLR_EL1.EnIA, and BT1 with BT0: no jump lands on PACIASP.
    const ulong EnablesKeyIa = 1ul << 31;
    const ulong StrictLandingPads = 3ul << 35;

    readonly KernelBuild _kernel;
    readonly int _stackOffset;
    readonly bool _signs;
    readonly bool _guards;
    readonly List<Thread> _threads = [];
    int _running;

    /// <param name="kernel">Whose objects they are.</param>
    /// <param name="stackOffset">Bytes by which the stack pointer is below a multiple of 64; 0, 16, 32 or 48.</param>
    public KernelMemory(KernelBuild kernel, int stackOffset)
    {
        (_kernel, _stackOffset) = (kernel, stackOffset);
        var build = kernel.Options.PointerAuth || kernel.Options.Bti ? ConfigResolver.Resolve(kernel) : null;
        (_signs, _guards) = (build?.Has(Feature.PointerAuth) == true, build?.Has(Feature.Bti) == true);
        Slab = new Slab(Memory, kernel.Addresses.LinearMap, kernel.Addresses.SlabMinimumBytes);
        Data = new KernelData(Memory, kernel.Addresses.Data);
        PerCpu = new PerCpu(Memory, Data, kernel.Addresses.Data + PerCpuSymbols, kernel.Addresses.LinearMap + PerCpuArea);
        AddTracingData();
        State = NewThread(stackOffset);
        _threads.Add(new Thread(State));
    }

    /// <summary>Whose objects they are.</summary>
    public KernelBuild Build => _kernel;

    public GuestMemory Memory { get; } = new();

    public Slab Slab { get; }

    public KernelData Data { get; }

    public PerCpu PerCpu { get; }

    /// <summary>Addresses of all <c>struct trace_buffer</c>.</summary>
    public List<ulong> RingBuffers { get; } = [];

    /// <summary>Registers of the thread; where it begins is the workload's affair.</summary>
    public ArchitecturalState State { get; }

    /// <summary>Makes another thread, with a stack of its own, and returns its registers.</summary>
    /// <param name="stackOffset">As of the first.</param>
    public ArchitecturalState NewThread(int stackOffset = 0)
    {
        var state = new ArchitecturalState();
        var task = Slab.Allocate(TaskLayout.Bytes);
        state.System[SystemRegister.TpidrEl1] = PerCpu.Offset;
        state.System[SystemRegister.SpEl0] = task;
        state.System[SystemRegister.SctlrEl1] |= ChecksStack;
        if (_signs)
            TurnSigningOn(state);
        if (_guards)
            state.System[SystemRegister.SctlrEl1] |= StrictLandingPads;
        Memory.Write(task + TaskLayout.NoResched, 1, 4);
        Memory.Write(task + TaskLayout.Pid, Pid, 4);
        Memory.Write(task + TaskLayout.StackCanary, 0x5EED_CAFE_F00D_0100, 8);
        var stack = Slab.Allocate(StackBytes);
        state.X[Register.Stack] = stack + StackBytes - StackInUse - (ulong)stackOffset;
        state.X[Register.Frame] = state.X[Register.Stack];
        Memory.Write(state.X[Register.Stack] + 8, _kernel.Addresses.Module, 8);
        return state;
    }

    /// <summary>
    /// The workload goes on in the next of so many threads, which take turns: on another stack, as deep in it and with the same contents, and with another
    /// <c>task_struct</c>. Other registers stay. To be called between two calls.
    /// </summary>
    public void SwitchThread(int threads)
    {
        while (_threads.Count < threads)
            _threads.Add(new Thread(NewThread(_stackOffset)));
        var left = _threads[_running];
        _running = (_running + 1) % threads;
        var next = _threads[_running];
        var (top, depth) = (left.Top + StackInUse, next.Top - left.Top);
        for (var address = State.X[Register.Stack]; address < top; address += 8)
            Memory.Write(address + depth, Memory.Read(address, 8), 8);
        State.X[Register.Stack] += depth;
        State.X[Register.Frame] += depth;
        State.System[SystemRegister.SpEl0] = next.Task;
    }

    /// <summary>Copies <paramref name="code"/> to memory, and completes the objects that name routines.</summary>
    public void Load(CodeImage code)
    {
        Memory.Load(code.Segments);
        if (_guards)
        {
            foreach (var (address, bytes) in code.Segments)
                Memory.Guard(address, (ulong)bytes.Length);
        }

        // The ops for "more than one": its function is the list walk. And the one for "none", which a call meets whose
        // callsite is about to become a NOP.
        var func = (ulong)_kernel.Structures.OpsFunc;
        Memory.Write(Data.Symbols["ftrace_list_ops"] + func, code.Symbols.GetValueOrDefault(Mechanisms.ListFunc.ListWalk.Symbol), 8);
        Memory.Write(Data.Symbols["nop_ops"] + func, code.Symbols.GetValueOrDefault("ftrace_stub"), 8);
    }

    // In the kernel only key IA is on, and every task has its own; which one it is makes no difference to any result.
    static void TurnSigningOn(ArchitecturalState state)
    {
        state.System[SystemRegister.SctlrEl1] |= EnablesKeyIa;
        state.System[SystemRegister.ApiakeyloEl1] = 0x5EED_CAFE_0000_0001;
        state.System[SystemRegister.ApiakeyhiEl1] = 0x5EED_CAFE_0000_0002;
    }

    void AddTracingData()
    {
        var layout = _kernel.Structures;
        var end = Data.Add("ftrace_list_end", layout.OpsBytes);
        Memory.Write(end + (ulong)layout.OpsFlags, 1ul << OpsFlagBits.Stub, 8);
        Memory.Write(Data.Add("ftrace_ops_list", 8), end, 8);
        Data.Add("ftrace_list_ops", layout.OpsBytes);
        Data.Add("nop_ops", layout.OpsBytes);
        Data.Add("function_trace_op", 8);
        Data.Add("ftrace_trace_function", 8);
        Memory.Write(PerCpu.Add("context_tracking_state", 4), uint.MaxValue, 4);
    }

    // Where its stack began, and its task_struct.
    readonly record struct Thread(ulong Top, ulong Task)
    {
        public Thread(ArchitecturalState state)
            : this(state.X[Register.Stack], state.System[SystemRegister.SpEl0])
        {
        }
    }
}
