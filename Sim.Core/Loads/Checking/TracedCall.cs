using Sim.Core.A64;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Loads.Checking;

/// <summary>One call of a loop, executed without time, with an eye on what the user's own text does.</summary>
sealed class TracedCall
{
    // A call that takes longer does not come back: the longest built-in one, with 10,000 tracers, has some 600,000 instructions.
    const long MostInstructions = 10_000_000;

    readonly CallLoop _loop;
    readonly Stepper _core;
    ulong _at;
    ulong _lastAt;
    readonly IReadOnlyDictionary<ulong, CodeItem> _own;
    readonly CodeItem?[] _writers = new CodeItem?[Register.Count];
    readonly ulong[] _before = new ulong[Register.Count];

    /// <param name="loop">The loop, at its start.</param>
    /// <param name="own">The user's instructions by address.</param>
    /// <param name="branches">Told of each branch.</param>
    public TracedCall(CallLoop loop, IReadOnlyDictionary<ulong, CodeItem> own, BranchRules branches) =>
        (_loop, _core, _own, Branches) = (loop, new Stepper(loop.Memory, loop.State), own, branches);

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

    /// <summary>The user's instruction that wrote the register last. Null if none did.</summary>
    public CodeItem? WriterOf(int register) => _writers[register];

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
        _at = Pc;
        var own = _own.GetValueOrDefault(_at);
        if (own is not null)
        {
            (Last, _lastAt) = (own, _at);
            X.CopyTo(_before, 0);
        }

        _core.Step();
        Branches.Check(instruction, _at, Pc, _loop.Code.Contains(Pc) ? _core.Next : default, X);
        for (var register = 0; own is not null && register < X.Length; register++)
        {
            if (X[register] != _before[register])
                _writers[register] = own;
        }
    }
}
