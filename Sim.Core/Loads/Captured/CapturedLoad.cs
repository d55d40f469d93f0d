using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Image;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Mechanisms;
using Sim.Core.Runs;

namespace Sim.Core.Loads.Captured;

/// <summary>A captured call, made over and over by two instructions of a caller. Without tracers the callsite is as the compiler left it.</summary>
/// <remarks>
/// Memory that steers the path changes with every call, such as the place in a ring buffer and the time. So no repetition is searched for: all calls are executed.
/// The counter goes on between calls, by 16 instructions a tick, and does not move within one.
/// </remarks>
public sealed class CapturedLoad : Workload
{
    /// <summary>Whom the two instructions of the caller are charged to.</summary>
    public const string Caller = "caller";

    const ulong InstructionsOfTick = 16;

    // Every call takes as long as a counted one, and one function is in the caches and known to the predictors after a few.
    const long MostWarmUpCalls = 200;

    // Calls that are executed without time first.
    const long MostReplayed = 64;

    // The caller's register: no function expects anything in x16.
    const byte Target = 16;
    const uint BranchLinkTarget = 0xd63f0200; // blr x16
    const uint Back = 0x17ffffff; // b .-4
    const ulong NegativeFlag = 8;

    readonly CellSpec _cell;
    readonly Capture _capture;
    readonly ImagePages _pages;
    readonly CallStack _stack;
    readonly bool _isTraced;
    ulong _calls;

    CapturedLoad(CellSpec cell, Capture capture)
    {
        (_cell, _capture) = (cell, capture);
        _pages = new ImagePages(capture);
        _stack = CallStack.In(Memory, capture.Address);
        State = new ArchitecturalState();
        ImageCall.SetUp(State, capture.Context);
        Memory.Write(_stack.ReturnAddress, BranchLinkTarget, 4);
        Memory.Write(_stack.ReturnAddress + 4, Back, 4);
        if (capture.ReturnsAtOnce)
            FunctionBody.ReturnAtOnce(Memory, capture.Address);
        _isTraced = FunctionBody.IsTraced(Memory, capture.Address);
        if (cell.RelevantTracers == 0)
            FunctionBody.Untrace(Memory, capture.Address);
        if (cell.IrrelevantTracers > 0)
            AddedOps.Register(Memory, capture.Symbols, capture.Layouts, cell.IrrelevantTracers, capture.Address, _stack, cell.Kernel.Addresses.SlabMinimumBytes);
        Code = CapturedCode.Of(capture, _stack.ReturnAddress);
        State.Pc = _stack.ReturnAddress;
    }

    public override CodeImage Code { get; }

    public override GuestMemory Memory => _pages.Memory;

    public override ArchitecturalState State { get; }

    public override CallPath Path => new(_cell.RelevantTracers > 0 ? DispatchPath.Direct : DispatchPath.Untraced);

    public override bool MayRepeat => false;

    /// <summary>Calls before counting begins: 200, or fewer if <paramref name="usual"/> says so, or as many as the capture has memory for besides the counted ones.</summary>
    public long WarmUpCalls(long usual) => Math.Min(Math.Min(usual, MostWarmUpCalls), _capture.IsClosed ? usual : _capture.Calls - _cell.Calls);

    protected override KernelMemory Kernel => throw new SimBug("a capture has no kernel objects of its own");

    /// <summary>The captured call on the cell's core.</summary>
    /// <exception cref="CannotDispatchException">The cell asks for what a capture cannot do.</exception>
    public static CapturedLoad Build(CellSpec cell, Capture capture)
    {
        if (cell.RelevantTracers > 1)
            throw new CannotDispatchException("a capture has the tracers that it was taken with: 1 relevant tracer means those, and 0 none; for more, take an image with them (scripts/images/make-images ops_2_0)");
        if (cell.IrrelevantTracers > 0 && capture.NoFurtherOps is { } reason)
            throw new CannotDispatchException($"no irrelevant tracers can be added to the capture: {reason}");
        if (cell.Population is not null || cell.Design is not null || cell.OwnTracer is not null)
            throw new CannotDispatchException("a capture calls the function that it was taken of, with its own tracers");
        if (capture.Registers is { } registers && registers.Pc != capture.Symbols.At(registers.Pc)?.Address)
            throw new CannotDispatchException("the capture begins in the middle of a function: it can be called only where it begins at a function's entry");
        if (!capture.IsClosed && cell.Calls >= capture.Calls)
            throw new CannotDispatchException(FormattableString.Invariant(
                $"the capture has memory for {capture.Calls:N0} calls, of which the first ones warm up: at most {capture.Calls - 1:N0} can be counted"));
        var load = Laid(cell, capture);
        if (cell.RelevantTracers > 0 && !load._isTraced)
            throw new CannotDispatchException(
                $"nothing is attached to the entry of {capture.Function}: with 0 tracers the call runs as it is, and a capture of the untraced kernel is what to compare it with");
        if (cell.RelevantTracers == 0 && load._isTraced)
            load.CheckUntraced();
        else
            load.CheckReturns();
        return load;
    }

    // A capture by hand may lack what registering writes, whatever it says of itself.
    static CapturedLoad Laid(CellSpec cell, Capture capture)
    {
        try
        {
            return new(cell, capture);
        }
        catch (Exception exception) when (exception is ImageFault or GuestFault)
        {
            throw new CannotDispatchException($"the capture cannot be used: {exception.Message}");
        }
    }

    // A patch, or a capture by hand, may never return: that would be a run without an end.
    void CheckReturns()
    {
        try
        {
            Replay.Of(_capture, (int)Math.Min(Math.Min(_cell.Calls, _capture.Calls), MostReplayed));
        }
        catch (ImageFault fault)
        {
            throw new CannotDispatchException($"the call cannot be executed in what was captured: {fault.Message}");
        }
    }

    // A probe past the entry stays: then nothing can be said of the untraced function.
    void CheckUntraced()
    {
        const uint BreakMask = 0xffe0001f, Break = 0xd4200000;
        try
        {
            foreach (var (address, word) in Replay.Untraced(_capture).First)
            {
                if ((word & BreakMask) == Break)
                    throw new CannotDispatchException($"without the tracer at its entry the call still takes a breakpoint at {_capture.Symbols.Describe(address)}");
            }
        }
        catch (ImageFault fault)
        {
            throw new CannotDispatchException($"the untraced call cannot be executed in what was captured: {fault.Message}");
        }
    }

    /// <summary>The caller, with the registers that the call begins with.</summary>
    public override ulong NextCall()
    {
        const int FlagsShift = 28;
        var x = State.X;
        Array.Clear(x);
        x[Register.Stack] = _stack.Top - (ulong)_cell.State.StackOffset;
        x[Register.Flags] = NegativeFlag;
        if (_capture.Registers is { } registers)
        {
            for (var register = 0; register < registers.X.Count; register++)
                x[register] = registers.X[register];
            x[Register.Stack] = registers.Sp;
            x[Register.Flags] = registers.Pstate >> FlagsShift & 15;
        }

        x[Target] = _capture.Address;
        State.Pc = _stack.ReturnAddress;
        State.System[SystemRegister.CntpctEl0] = _capture.Context.Counter + (_calls++ * (ulong)_capture.FirstInstructions / InstructionsOfTick);
        return _stack.ReturnAddress;
    }

    public override void Record(bool on) => throw new CannotDispatchException("a capture's tracing is as it was: tracing_on and tracing_off cannot be");

    public override void SwitchTask(int tasks) => throw new CannotDispatchException("a capture has one task: context_switch cannot be");
}
