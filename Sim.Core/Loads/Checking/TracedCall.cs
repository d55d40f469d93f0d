using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Code;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Loads.Checking;

/// <summary>One call of a loop, executed without time, with an eye on what the user's own text does.</summary>
sealed class TracedCall
{
    // A call that takes longer does not come back: the longest built-in one, with 10,000 tracers, has some 600,000 instructions.
    const long MostInstructions = 10_000_000;

    // Without time, the counter counts instructions.
    const long InstructionsOfTick = 16;

    readonly CallLoop _loop;
    readonly Stepper _core;
    ulong _at;
    ulong _lastAt;
    readonly IReadOnlyDictionary<ulong, CodeItem> _own;
    readonly bool _readsCounter;
    long _executed;
    readonly MicroOpDecoder _decoder;
    readonly CodeItem?[] _writers = new CodeItem?[KeptRegisters.Count];
    readonly ulong[] _before = new ulong[KeptRegisters.Count];
    readonly ulong[] _after = new ulong[KeptRegisters.Count];

    /// <param name="loop">The loop, at its start.</param>
    /// <param name="core">What executes it.</param>
    /// <param name="own">The user's instructions by address.</param>
    /// <param name="branches">Told of each branch.</param>
    public TracedCall(CallLoop loop, CoreProfile core, IReadOnlyDictionary<ulong, CodeItem> own, BranchRules branches)
    {
        (_loop, _core, _own, Branches) = (loop, new Stepper(loop.Memory, loop.State), own, branches);
        _decoder = new MicroOpDecoder(core);
        _readsCounter = OwnCounter.IsReadBy(own);
        if (_readsCounter)
            OwnCounter.Begin(loop.State);
    }

    /// <summary>What branches did so far.</summary>
    public BranchRules Branches { get; }

    /// <summary>General registers, stack pointer included.</summary>
    public ulong[] X => _loop.State.X;

    /// <summary>Address of the instruction that is next.</summary>
    public ulong Pc => _loop.State.Pc;

    /// <summary>The user's instruction that was executed last. Null before the first.</summary>
    public CodeItem? Last { get; private set; }

    /// <summary>True if the instruction that was executed last, or that could not be, is the user's.</summary>
    public bool IsInOwn => _own.ContainsKey(_at);

    /// <summary>True if what follows the user's last instruction was to be executed and is none of the user's.</summary>
    public bool IsPastEnd => Last is not null && _at == _lastAt + 4 && !IsInOwn;

    /// <summary>That instruction as written.</summary>
    public string Text => _loop.Code.TextAt(_at);

    /// <summary>The first of the user's instructions that waited for an event, as WFE and WFET do. Null if none did.</summary>
    public CodeItem? Waited { get; private set; }

    /// <summary>The user's instruction that wrote x30 before the first return that did not pair with its call. Null if there is none.</summary>
    public CodeItem? WriterOfLostLink { get; private set; }

    /// <summary>The user's call whose return address a later return went to again. Null if there is none.</summary>
    public CodeItem? ReturnedToAgain => Branches.Unpaired is { To: var to } && _own.GetValueOrDefault(to - 4) is { } call && call.Text.StartsWith("bl", StringComparison.OrdinalIgnoreCase) ? call : null;

    /// <summary>The user's instruction that wrote the register at <paramref name="place"/> last. Null if none did.</summary>
    public CodeItem? WriterOf(int place) => _writers[place];

    /// <summary>All registers by their places.</summary>
    public ulong[] Registers()
    {
        var values = new ulong[KeptRegisters.Count];
        KeptRegisters.Read(_loop.State, values);
        return values;
    }

    /// <summary>Executes at least one instruction, and then until the next one is at one of <paramref name="stops"/>.</summary>
    /// <exception cref="GuestFault">It cannot go on, or does not come back.</exception>
    public void RunUntil(params ReadOnlySpan<ulong> stops)
    {
        for (var count = 0L; count == 0 || !stops.Contains(Pc); count++)
        {
            if (count == MostInstructions)
                throw new GuestFault(FormattableString.Invariant($"it has not come back after {MostInstructions:N0} instructions"));
            Step();
        }
    }

    void Step()
    {
        var instruction = _core.Next;
        var before = new BranchState(X[Register.Link], X[instruction.Rn]);
        _at = Pc;
        var own = _own.GetValueOrDefault(_at);
        if (_readsCounter && ++_executed % InstructionsOfTick == 0)
            _loop.State.System[SystemRegister.CntpctEl0]++;
        if (own is not null)
        {
            (Last, _lastAt) = (own, _at);
            KeptRegisters.Read(_loop.State, _before);
            Wait(own);
        }

        try
        {
            var outcome = _core.Step();
            if (own is not null && _decoder.Decode(instruction).IsStore && _loop.IsCode(outcome.Address))
                throw new GuestFault(FormattableString.Invariant($"it writes to 0x{outcome.Address:x}, which is code: the text of a kernel or module is read-only"));
            if (own is not null && !_loop.IsCode(Pc) && (_own.ContainsKey(Pc) || !_loop.Code.Contains(Pc)) && _loop.Memory.IsMapped(Pc))
                throw new GuestFault(FormattableString.Invariant($"it goes to 0x{Pc:x}, which is data: what a kernel or module has besides text is execute-never"));
        }
        catch (GuestFault)
        {
            Branches.Refused(instruction, _at, before, _loop.State, _loop.Memory.IsMapped, _core.At);
            throw;
        }

        Branches.Check(instruction, _at, Pc, _loop.Code.Contains(Pc) ? _core.Next : default, before, _loop.State);
        if (Branches.Unpaired is not null)
            WriterOfLostLink ??= _writers[Register.Link];
        if (own is not null)
            NoteWriter(own);
    }

    void NoteWriter(CodeItem own)
    {
        KeptRegisters.Read(_loop.State, _after);
        if (_after.AsSpan().SequenceEqual(_before))
            return;
        for (var place = 0; place < _after.Length; place++)
        {
            if (_after[place] != _before[place])
                _writers[place] = own;
        }
    }

    // In no time, here: what WFI waits for does not come by itself.
    void Wait(CodeItem own)
    {
        const uint Wfe = 0xd503_205f, Wfi = 0xd503_207f, Wfet = 0xd503_1000, Wfit = 0xd503_1020, RegisterMask = 0x1f;
        if (own.Word is Wfi or >= Wfit and <= (Wfit | RegisterMask))
            throw new GuestFault("it waits for an interrupt: how long that takes is not simulated");
        if (own.Word is Wfe or >= Wfet and <= (Wfet | RegisterMask))
            Waited ??= own;
    }
}
