using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;
using Sim.Core.Kernel.Ops;
using Sim.Core.Loads.Attaching;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Mechanisms.OwnTrampoline;
using Sim.Core.Runs;
using Sim.Core.Tracers;
using Sim.Core.Units;

namespace Sim.Core.Loads.Population;

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
    readonly ulong[] _callAddresses;
    readonly int[] _recorded;
    long _next;
    readonly Dictionary<string, IReadOnlyList<ulong>> _ops = [];
    readonly HashSet<ulong> _traces = [];
    readonly ulong[] _data;
    CodeImage? _code;
    Func<IReadOnlyDictionary<ulong, CodeItem>>? _ownItems;

    FunctionPopulation(CellSpec cell, PopulationSpec spec)
    {
        (_cell, _spec) = (cell, spec);
        _kernel = new KernelMemory(cell.Kernel, cell.State.StackOffset);
        _functions = [.. spec.Profile.Functions.Take(spec.Functions)];
        _profile = new AliasTable([.. _functions.Select(function => function.Hits)]);
        _calls = new Pcg(spec.Seed, CallStream);
        (_callAddresses, _data) = (new ulong[_functions.Count], new ulong[_functions.Count]);
        _recorded = [.. spec.Recorded?.Where(function => function < _functions.Count) ?? []];
        Callsites = [];
    }

    public override CodeImage Code => _code ?? throw new SimBug("the population is not linked");

    public override GuestMemory Memory => _kernel.Memory;

    protected override KernelMemory Kernel => _kernel;

    public override ArchitecturalState State => _kernel.State;

    public override CallPath Path => new(_ops.Count > 0 || Callsites.Any(callsite => Registration.OpsOn(callsite.Address).Count > 0) ? DispatchPath.Direct : DispatchPath.Untraced);

    public override bool MayRepeat => false;

    public override IReadOnlyDictionary<ulong, CodeItem> OwnItems() => _ownItems?.Invoke() ?? base.OwnItems();

    /// <summary>Who traces what.</summary>
    public Registration Registration { get; } = new();

    /// <summary>Records, and the task that patches. Null unless tools come and go.</summary>
    public Patching? Patching { get; private set; }

    /// <summary>The callsite of each function, in the order of the profile.</summary>
    public IReadOnlyList<Callsite> Callsites { get; private set; }

    /// <summary>Draws the function that is called next; its call begins at the caller and ends after the branch.</summary>
    public override ulong NextCall()
    {
        var function = _recorded.Length > 0 ? _recorded[_next++ % _recorded.Length] : _profile.Draw(_calls);
        State.Pc = _callAddresses[function];
        State.X[FunctionText.DataRegister] = _data[function];
        return State.Pc + 4;
    }

    /// <summary>Lays everything out and registers the cell's tools.</summary>
    /// <exception cref="CannotDispatchException">The kernel build cannot do what the cell asks for.</exception>
    public static FunctionPopulation Build(CellSpec cell, PopulationSpec spec)
    {
        if (!cell.Mechanism.ServesManyFunctions || !cell.Kernel.Options.DynamicFtrace)
        {
            var known = MechanismCatalogue.All.Where(mechanism => mechanism.ServesManyFunctions).Select(mechanism => mechanism.Name);
            throw new CannotDispatchException($"a profile of functions is laid out for {string.Join(", ", known)} with DYNAMIC_FTRACE");
        }

        var population = new FunctionPopulation(cell, spec);
        population.LinkAndRegister();
        return population;
    }

    /// <summary>Addresses of the ops of a tool; only where tools come and go.</summary>
    public IReadOnlyList<ulong> OpsOf(string tool) => _ops[tool];

    /// <summary>One registration or its end, to be executed on <paramref name="core"/> beside the workload; only where tools come and go.</summary>
    public FtraceOperation Operation(Pipeline core, ulong ops, bool attaches) =>
        new(Code, core, State, Patching!.Task, Memory, ops, RoutineOf(ops, attaches));

    /// <summary>
    /// True while a call may be writing to the ring buffer of the CPU: the kernel has preemption off then. False where no tool writes to one.
    /// </summary>
    public bool IsWriting => _traces.Count > 0 && Memory.Read(State.System[SystemRegister.SpEl0] + TaskLayout.TraceRecursion, 8) != 0;

    /// <summary>Label of what is done with an ops that comes or goes: the function tracer switches its trace as well.</summary>
    public string RoutineOf(ulong ops, bool attaches) => (_traces.Contains(ops), attaches) switch
    {
        (true, true) => FtraceOperation.StartTrace,
        (true, false) => FtraceOperation.StopTrace,
        (false, true) => FtraceOperation.Register,
        (false, false) => FtraceOperation.Unregister,
    };

    /// <summary>Registers the tools that are there from the start, where they do so as those that come later.</summary>
    public void AttachFirst(Pipeline core)
    {
        foreach (var ops in _ops.Where(tool => !_cell.Timeline.ComesLater(tool.Key)).SelectMany(tool => tool.Value))
            Operation(core, ops, attaches: true).Run();
    }

    void LinkAndRegister()
    {
        var mechanism = _cell.Mechanism;
        var tracers = _cell.Tools.All.Where(tool => tool.Count > 0).Select(tool => tool.Body).Distinct().ToList();
        var linking = new Linking(
            _cell.Kernel, mechanism, _kernel.Data.Symbols, [.. tracers.Where(tracer => tracer.IsOwn).SelectMany(tracer => tracer.Texts).Select(text => text.Name)]);
        foreach (var routine in mechanism.Routines(_cell.Kernel))
            linking.Add(routine);
        if (_cell.Timeline.ChangesTools)
            Patching = new Patching(_cell.Kernel, _kernel, linking);
        foreach (var text in tracers.Where(tracer => tracer.IsKernels).SelectMany(tracer => tracer.Texts))
            linking.AddKernel(text);
        foreach (var tracer in tracers.Where(tracer => !tracer.IsKernels))
        {
            foreach (var text in tracer.Texts)
                linking.AddModule(text, tracer.UnnamedRegion);
            if (!linking.Has(tracer.Entry))
                throw DesignException.NoEntry(tracer.Texts[0], tracer.Entry, "the ops points to");
        }

        _ownItems = linking.OwnItems;
        Callsites = AddFunctions(linking);

        var module = Patching is null ? [] : TraceableFunctions.InModule(_cell.Kernel, linking.TakeModulePage());
        var traces = Patching is null ? [] : NewTraces(linking);
        if (Patching is null)
            Register(linking);
        _code = linking.Link();
        _kernel.Load(Code);
        for (var i = 0; i < _functions.Count; i++)
            _callAddresses[i] = Code.Symbols[FunctionText.CallLabel(i)];
        if (Patching is null)
            Enable(mechanism);
        else
            Prepare(Patching, module, traces);
    }

    // The state that registering leaves, written down.
    void Register(Linking linking)
    {
        var objects = new ToolObjects(_cell, _kernel, linking);
        foreach (var ops in _cell.Tools.All.SelectMany(tool => objects.Create(tool, Named)))
            Registration.Register(ops);
        WriteList();
    }

    void Enable(Mechanism mechanism)
    {
        foreach (var callsite in Callsites.Where(callsite => Registration.OpsOn(callsite.Address).Count > 0))
            mechanism.Enable(new Wiring(_cell.Kernel, Registration, callsite, Free: 0, symbol => Code.Symbols[symbol]), Code, Memory);
    }

    // A trace for each ops of the kernel's tracer, off.
    Queue<ulong> NewTraces(Linking linking)
    {
        var number = _cell.Tools.All.Where(tool => tool.Body.IsKernels).Sum(tool => tool.Count);
        var traces = new TraceArray(_kernel);
        if (number > 0)
            traces.AddShared(linking.AddressOf("arch_counter_get_cntvct"));
        var all = new Queue<ulong>();
        for (var i = 0; i < number; i++)
        {
            all.Enqueue(traces.New(i, linking.AddressOf("trace_clock_local")));
            Memory.Write(all.Last() + RingBufferLayout.TraceFunctionEnabled, 0, 4);
        }

        return all;
    }

    // Records and ops, so that registering can be executed.
    void Prepare(Patching patching, IReadOnlyList<ulong> module, Queue<ulong> traces)
    {
        patching.AddRecords(Code, Callsites.Select(callsite => callsite.Address.Value), module);
        foreach (var tool in _cell.Tools.All)
        {
            var tracer = tool.Body;
            var filter = ToolObjects.Filter(tool.Filter, Named, _spec.Profile.NamesMayBeCut, _spec.Seed);
            var table = tracer.TableBytes > 0 ? _kernel.Slab.Allocate(tracer.TableBytes) : 0;
            var all = new List<ulong>();
            for (var i = 0; i < tool.Count; i++)
            {
                var ops = patching.NewOps(
                    Code.Symbols[tracer.Entry], filter.Count > 0 ? filter : null, isStatic: tracer.IsKernels && _traces.Count == 0, tool.Flags);
                if (tracer.IsKernels)
                    _traces.Add(ops);
                Memory.Write(ops + RingBufferLayout.OpsPrivate, tracer.IsKernels ? traces.Dequeue() : table, 8);
                all.Add(ops);
            }

            _ops.Add(tool.Name, all);
        }
    }

    List<(string Name, ulong Callsite)> Named => [.. _functions.Select((function, i) => (function.Name, Callsites[i].Address))];

    List<Callsite> AddFunctions(Linking linking)
    {
        var random = new Pcg(_spec.Seed, LayoutStream);
        var slots = FunctionSlot.Draw(_cell.Kernel, _functions.Count, FunctionText.OtherBytes + (4 * FunctionText.LeastWork), random);
        int[] rooms = [.. slots.Select(slot => (slot.Bytes - FunctionText.OtherBytes) / 4)];
        var work = WorkShares.Of(_functions, rooms, _spec.WorkInstructions);
        var callees = Shuffled(_functions.Count, random);
        var callsites = new List<Callsite>();
        for (var i = 0; i < _functions.Count; i++)
        {
            _data[i] = _kernel.Slab.Allocate(FunctionText.DataBytes);
            var file = linking.Add(new FunctionText(i, callees[i], work[i], rooms[i]).Write(), slots[i].Address);
            var entry = slots[i].Address + (ulong)file.Labels[FunctionText.Label(i)];
            var callsite = slots[i].Address + (ulong)file.Labels[$"{FunctionText.Label(i)}_callsite"];
            callsites.Add(new Callsite(new(callsite), linking.HasLiteral ? new Address(entry - 8) : null));
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
