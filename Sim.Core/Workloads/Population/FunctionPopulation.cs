using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Dispatch;
using Sim.Core.Hardware.State;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Ops;
using Sim.Core.Results;
using Sim.Core.Tracers;
using Sim.Core.Units;

namespace Sim.Core.Workloads.Population;

/// <summary>A machine at work: many functions of the kernel, called as a profile counted them, and tools that trace some of them.</summary>
public sealed class FunctionPopulation : Workload
{
    // A stream of random numbers per purpose: one more draw for one does not move another.
    const long LayoutStream = 1;
    const long CallStream = 2;

    readonly CellSpec _cell;
    readonly PopulationSpec _spec;
    readonly KernelMemory _kernel;
    readonly IReadOnlyList<ProfiledFunction> _functions;
    readonly AliasTable _profile;
    readonly Pcg _calls;
    readonly int[] _callPositions;
    readonly ulong[] _data;
    CodeImage? _code;

    FunctionPopulation(CellSpec cell, PopulationSpec spec)
    {
        (_cell, _spec) = (cell, spec);
        _kernel = new KernelMemory(cell.Kernel, cell.State.StackOffset);
        _functions = [.. spec.Profile.Functions.Take(spec.Functions)];
        _profile = new AliasTable([.. _functions.Select(function => function.Hits)]);
        _calls = new Pcg(spec.Seed, CallStream);
        (_callPositions, _data) = (new int[_functions.Count], new ulong[_functions.Count]);
        Callsites = [];
    }

    public override CodeImage Code => _code ?? throw new SimBug("the population is not linked");

    public override Memory Memory => _kernel.Memory;

    public override ArchitecturalState State => _kernel.State;

    public override CallPath Path => new(Callsites.Any(callsite => Registration.OpsOn(callsite.Address).Count > 0) ? CallWay.Direct : CallWay.Untraced);

    public override bool MayRepeat => false;

    /// <summary>Who traces what.</summary>
    public Registration Registration { get; } = new();

    /// <summary>The callsite of each function, in the order of the profile.</summary>
    public IReadOnlyList<Callsite> Callsites { get; private set; }

    /// <summary>Draws the function that is called next; its call begins at the caller and ends behind the branch.</summary>
    public override int NextCall()
    {
        var function = _profile.Draw(_calls);
        State.Position = _callPositions[function];
        State.X[FunctionText.DataRegister] = _data[function];
        return State.Position + 1;
    }

    /// <summary>Lays everything out and registers the cell's tools.</summary>
    /// <exception cref="CannotDispatchException">The kernel build cannot do what the cell asks for.</exception>
    public static FunctionPopulation Build(CellSpec cell, PopulationSpec spec)
    {
        var population = new FunctionPopulation(cell, spec);
        population.LinkAndRegister();
        return population;
    }

    void LinkAndRegister()
    {
        var dispatcher = Dispatcher.Of(_cell.Kernel);
        var linking = new Linking(_cell.Kernel, _kernel.Data.Symbols);
        foreach (var routine in dispatcher.Routines)
            linking.Add(routine);
        var tracers = _cell.Tools.All.Select(tool => Tracer.Of(tool.Tracer)).Distinct().ToList();
        foreach (var text in tracers.Where(tracer => tracer.IsKernels).SelectMany(tracer => tracer.Texts))
            linking.AddKernel(text);
        foreach (var text in tracers.Where(tracer => !tracer.IsKernels).SelectMany(tracer => tracer.Texts))
            linking.AddModule(text);
        Callsites = AddFunctions(linking);

        var objects = new ToolObjects(_cell, _kernel, linking);
        var named = _functions.Select((function, i) => (function.Name, Callsites[i].Address)).ToList();
        foreach (var ops in _cell.Tools.All.SelectMany(tool => objects.Create(tool, named)))
            Registration.Register(ops);
        WriteList();

        _code = linking.Link();
        _kernel.Load(Code);
        for (var i = 0; i < _functions.Count; i++)
            _callPositions[i] = Code.PositionOf(Code.Symbols[FunctionText.CallLabel(i)]);
        foreach (var callsite in Callsites.Where(callsite => Registration.OpsOn(callsite.Address).Count > 0))
            dispatcher.Enable(Code, Memory, Registration, callsite);
    }

    List<Callsite> AddFunctions(Linking linking)
    {
        var random = new Pcg(_spec.Seed, LayoutStream);
        var slots = FunctionSlot.Draw(_cell.Kernel, _functions.Count, FunctionText.OtherBytes + (4 * FunctionText.LeastWork), random);
        var work = WorkShares.Of(_functions, [.. slots.Select(slot => (slot.Bytes - FunctionText.OtherBytes) / 4)], _spec.WorkInstructions);
        var callees = Shuffled(_functions.Count, random);
        var callsites = new List<Callsite>();
        for (var i = 0; i < _functions.Count; i++)
        {
            _data[i] = _kernel.Slab.Allocate(FunctionText.DataBytes);
            var file = linking.Add(new FunctionText(i, callees[i], work[i]).Write(), slots[i].Address);
            var entry = slots[i].Address + (ulong)file.Labels[FunctionText.Label(i)];
            var callsite = slots[i].Address + (ulong)file.Labels[$"{FunctionText.Label(i)}_callsite"];
            callsites.Add(new Callsite(callsite, linking.HasLiteral ? entry - 8 : null));
        }

        return callsites;
    }

    static int[] Shuffled(int number, Pcg random)
    {
        var numbers = Enumerable.Range(0, number).ToArray();
        for (var i = 0; i < number; i++)
        {
            var other = i + random.Below(number - i);
            (numbers[i], numbers[other]) = (numbers[other], numbers[i]);
        }

        return numbers;
    }

    // The list, newest first, from the head variable to the stub that ends it.
    void WriteList()
    {
        var next = _kernel.Data.Symbols["ftrace_list_end"];
        foreach (var ops in Registration.Ops.Reverse())
        {
            Memory.Write(ops.Address + (ulong)_cell.Kernel.Structures.OpsNext, next, 8);
            next = ops.Address;
        }

        Memory.Write(_kernel.Data.Symbols["ftrace_ops_list"], next, 8);
    }
}
