using Sim.Core.A64;
using Sim.Core.Kernel.Image;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Loads.Captured;

/// <summary>Calls a function of a kernel in an image, over and over, on a stack of its own: no interrupts, no devices, time passes with the instructions.</summary>
public sealed class ImageCall
{
    /// <summary>Most instructions of one call.</summary>
    public const int MostInstructions = 4_000_000;

    /// <summary>Most calls that are tried for what they touch, unless the user says how many.</summary>
    public const int MostCalls = 4096;

    /// <summary>Fewest calls after which it is known what calls touch: a page of the ring buffer takes about 170 events.</summary>
    public const int LeastCalls = 1024;

    // An emulated machine with a nanosecond for each instruction and a counter of 62.5 MHz.
    const int InstructionsOfTick = 16;

    // Interrupts are let in: paths that look at the mask take the usual way. Privileged access to user memory is off, negative is set.
    const ulong NegativeFlag = 8;

    readonly ImagePages _pages;
    readonly ArchitecturalState _state = new();
    readonly Stepper _stepper;
    readonly SymbolTable _symbols;
    readonly ulong _function;
    readonly CallStack _stack;
    readonly KernelContext _context;
    readonly CpuRegisters? _registers;
    long _executed;

    /// <param name="store">The image's pages.</param>
    /// <param name="symbols">Its symbols, for messages.</param>
    /// <param name="context">What the CPU has.</param>
    /// <param name="function">Where the call begins.</param>
    /// <param name="registers">What it begins with; null: arguments of 0, on a stack of its own.</param>
    /// <param name="returnsAtOnce">The function's body returns at once.</param>
    /// <exception cref="ImageFault">It is not known where the call returns to, or where the body begins.</exception>
    public ImageCall(PageStore store, SymbolTable symbols, KernelContext context, ulong function, CpuRegisters? registers, bool returnsAtOnce)
    {
        (_symbols, _function, _context, _registers) = (symbols, function, context, registers);
        _pages = new ImagePages(store);
        _stepper = new Stepper(_pages.Memory, _state);
        _stack = registers is null ? CallStack.In(_pages.Memory, function) : CallReturn.Of(registers, _pages.Memory, symbols);
        if (returnsAtOnce)
            FunctionBody.ReturnAtOnce(_pages.Memory, function);
        SetUp(_state, context);
    }

    /// <summary>What calls read and write.</summary>
    public GuestMemory Memory => _pages.Memory;

    /// <summary>Where calls begin, and return to.</summary>
    public CallStack Stack => _stack;

    /// <summary>Pages of the image that were touched, as <see cref="ImagePages.Touched"/>.</summary>
    public IReadOnlyDictionary<ulong, ulong> Touched => _pages.Touched;

    /// <summary>Registers that no call changes, of a CPU that runs the kernel.</summary>
    public static void SetUp(ArchitecturalState state, KernelContext context)
    {
        const ulong HostMode = 1UL << 34 | 1 << 27; // HCR_EL2.E2H and TGE
        const ulong Pan = 1 << 22, AllPriorities = 0xe0;
        state.BeginAt(context.Level);
        var isHost = context.Level == ExceptionLevel.El2;
        if (isHost)
            state.System[SystemRegister.HcrEl2] = HostMode;
        state.System[isHost ? SystemRegister.TpidrEl2 : SystemRegister.TpidrEl1] = context.PerCpuOffset;
        state.System[isHost ? SystemRegister.VbarEl2 : SystemRegister.VbarEl1] = context.Vectors;
        state.System[SystemRegister.SpEl0] = context.CurrentTask;
        state.System[SystemRegister.CntpctEl0] = context.Counter;
        state.System[SystemRegister.Pan] = Pan;
        state.System[SystemRegister.IccPmrEl1] = AllPriorities;
    }

    /// <summary>Makes <paramref name="calls"/> calls; null: until the second half of them touches no further page, <see cref="MostCalls"/> at most, or as many as the image has memory for.</summary>
    /// <exception cref="ImageFault">A call does what cannot be executed, or does not come back.</exception>
    public CallRun Run(int? calls, CancellationToken cancel)
    {
        var lengths = new List<int>();
        var first = new List<(ulong, uint)>();
        var (pages, lastNew) = (0, 0);
        var most = calls ?? MostCalls;
        while (lengths.Count < most && (calls is not null || lengths.Count < LeastCalls || lastNew > lengths.Count / 2))
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                lengths.Add(Call(lengths.Count + 1, lengths.Count == 0 ? first : null));
            }
            catch (ImageFault fault) when (calls is null && lengths.Count > 0)
            {
                // An image that is cut to what so many calls touch.
                return new(lengths, first, lastNew, fault.Message);
            }

            if (_pages.Touched.Count == pages)
                continue;
            (pages, lastNew) = (_pages.Touched.Count, lengths.Count);
        }

        return new(lengths, first, lastNew);
    }

    int Call(int number, List<(ulong, uint)>? trace)
    {
        Begin();
        var executed = 0;
        try
        {
            do
            {
                if (executed == MostInstructions)
                    throw Fault(number, executed, $"the call has not returned after {MostInstructions:N0} instructions");
                trace?.Add((_state.Pc, WordAt(_state.Pc)));
                _state.System[SystemRegister.CntpctEl0] = _context.Counter + (ulong)(_executed / InstructionsOfTick);
                _stepper.Step();
                executed++;
                _executed++;
            }
            while (_state.Pc != _stack.ReturnAddress || _state.X[Register.Stack] < _stack.Top);
        }
        catch (GuestFault fault)
        {
            throw Fault(number, executed, fault.Message);
        }

        return executed;
    }

    void Begin()
    {
        const int FlagsShift = 28;
        Array.Clear(_state.X);
        _state.Pc = _function;
        if (_registers is null)
        {
            _state.X[Register.Stack] = _stack.Top;
            _state.X[Register.Link] = _stack.ReturnAddress;
            _state.X[Register.Flags] = NegativeFlag;
            return;
        }

        for (var register = 0; register < _registers.X.Count; register++)
            _state.X[register] = _registers.X[register];
        _state.X[Register.Stack] = _registers.Sp;
        _state.X[Register.Flags] = _registers.Pstate >> FlagsShift & 15;
        _state.System[SystemRegister.Daif] = _registers.Pstate & 0x3c0;
    }

    uint WordAt(ulong address) => _pages.Memory.IsMapped(address) ? (uint)_pages.Memory.Read(address, 4) : 0;

    ImageFault Fault(int call, int instruction, string what) => new(
        ImageFault.Call,
        $"call {call}, instruction {instruction + 1} at {_symbols.Describe(_state.Pc)}: {what}",
        _registers is null ? "arguments of the call are 0: a function that needs others can be called with --body return, or with the registers of the image, --from-registers" : null);
}
