using Sim.Core.A64;
using Sim.Core.Dispatch;
using Sim.Core.Hardware.State;
using Sim.Core.Kernel.Functions;
using Sim.Core.Results;
using Sim.Core.Tracers;

namespace Sim.Core.Workloads;

/// <summary>A loop in a module that calls one tracee over and over, as the ftrace-ops sample does, ready to run.</summary>
/// <source key="ftrace-ops-sample"/>
public sealed class CallLoop
{
    readonly CellSpec _cell;
    readonly KernelMemory _kernel;
    readonly Tracer _tracer;

    CallLoop(CellSpec cell)
    {
        _cell = cell;
        _kernel = new KernelMemory(cell.Kernel, cell.State.StackOffset);
        _tracer = Tracer.Of(cell.Tracer);
        Code = null!;
    }

    /// <summary>All routines at their addresses, with the tracee's callsite patched if somebody traces it.</summary>
    public CodeImage Code { get; private set; }

    /// <summary>Kernel objects, stack, and the data between instructions.</summary>
    public Memory Memory => _kernel.Memory;

    /// <summary>Registers on entry to the loop.</summary>
    public ArchitecturalState State => _kernel.State;

    /// <summary>Position of the first instruction of each iteration: where one call ends and the next begins.</summary>
    public int Head => Code.PositionOf(Code.Symbols["call_loop_head"]);

    /// <summary>Lays the whole system out and registers the cell's tracers.</summary>
    /// <exception cref="CannotDispatchException">The kernel build cannot do what the cell asks for.</exception>
    public static CallLoop Build(CellSpec cell)
    {
        var loop = new CallLoop(cell);
        loop.LinkAndRegister();
        return loop;
    }

    void LinkAndRegister()
    {
        var dispatcher = Dispatcher.Of(_cell.Kernel);
        var linking = new Linking(_cell.Kernel, _kernel.Data.Symbols);
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

        linking.AddModule(ModulePlt.Text);
        AddModuleData(linking.TakeModulePage());

        var tracee = linking.CallsiteOf("tracee_relevant");
        var registration = new TracerObjects(_cell, _kernel).Register(linking, tracee, linking.CallsiteOf("tracee_irrelevant"));
        foreach (var trampoline in dispatcher.TrampolinesFor(registration, tracee, linking.FreeModuleAddress))
            linking.Add(trampoline);

        Code = linking.Link();
        _kernel.Load(Code);
        if (registration.OpsOn(tracee.Address).Count > 0)
            dispatcher.Enable(Code, Memory, registration, tracee);
        State.Position = Code.PositionOf(Code.Symbols["call_loop"]);
    }

    void AddModuleData(ulong address)
    {
        _kernel.Data.Define("nr_function_calls", address);
        Memory.Map(address, 4);
        Memory.Write(address, uint.MaxValue, 4);
    }
}
