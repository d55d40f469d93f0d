using Sim.Core.A64;
using Sim.Core.Machine.Cpu;

namespace Sim.Core.Loads.Checking;

/// <summary>What the user's branches break: landing pads of a BTI kernel, signed return addresses, and the pairing of calls and returns.</summary>
/// <param name="own">The user's instructions by address.</param>
/// <param name="hasBti">True if the kernel's pages are guarded: indirect branches must land on a landing pad.</param>
/// <param name="signs">True if return addresses are signed.</param>
sealed class BranchRules(IReadOnlyDictionary<ulong, CodeItem> own, bool hasBti, bool signs)
{
    // Hint numbers of BTI C, J and JC.
    const long BtiC = 34, BtiJ = 36, BtiJc = 38;

    readonly Stack<ulong> _returns = [];
    readonly List<(ulong Address, ulong Stack)> _signed = [];

    /// <summary>The user's branch that lands on no landing pad, or the user's instruction that another branch lands on. Null if none does.</summary>
    public OwnBranch? WithoutPad { get; private set; }

    /// <summary>An AUTIASP with another stack pointer than the PACIASP before it, or a return to an address that is still signed. Null if there is none.</summary>
    public OwnBranch? WrongSignature { get; private set; }

    /// <summary>A return that does not pair with its call, so that the return stack mispredicts. Null if there is none.</summary>
    public OwnBranch? Unpaired { get; private set; }

    /// <summary>To be called after each instruction.</summary>
    /// <param name="instruction">What was executed.</param>
    /// <param name="from">Its address.</param>
    /// <param name="to">Address of what is next.</param>
    /// <param name="next">What is next.</param>
    /// <param name="x">Registers, now.</param>
    public void Check(in Instruction instruction, ulong from, ulong to, in Instruction next, ulong[] x)
    {
        var item = own.GetValueOrDefault(from);
        switch (instruction.Opcode)
        {
            case Opcode.Bl:
                _returns.Push(from + 4);
                break;
            case Opcode.Blr or Opcode.BlrAuthenticated:
                _returns.Push(from + 4);
                Land(item, to, IsPad(next, afterCall: true, afterJump: false));
                break;
            case Opcode.Br or Opcode.BrAuthenticated:
                // A branch through x16 or x17 may be a veneer's, and land where calls do.
                Land(item, to, IsPad(next, instruction.Rn is 16 or 17, afterJump: true));
                if (item is not null && _returns.TryPeek(out var top) && top == to)
                    Unpaired ??= new(item, to);
                break;
            case Opcode.Ret or Opcode.RetAuthenticated:
                if (instruction.Opcode == Opcode.RetAuthenticated && item is not null && !_signed.Remove((to, x[Register.Stack])) && signs)
                    WrongSignature ??= new(item, to);
                if (_returns.TryPop(out var expected) && expected != to && item is not null)
                    Unpaired ??= new(item, to);
                if (item is not null && signs && _signed.Exists(signed => signed.Address == to))
                    WrongSignature ??= new(item, to);
                break;
            case Opcode.Paciasp when item is not null:
                _signed.Add((x[Register.Link], x[Register.Stack]));
                break;
            case Opcode.Autiasp when item is not null:
                if (!_signed.Remove((x[Register.Link], x[Register.Stack])) && signs)
                    WrongSignature ??= new(item, x[Register.Link]);
                break;
        }
    }

    void Land(CodeItem? item, ulong to, bool isPad)
    {
        if (hasBti && !isPad && (item ?? own.GetValueOrDefault(to)) is { } mine)
            WithoutPad ??= new(mine, to);
    }

    static bool IsPad(in Instruction at, bool afterCall, bool afterJump) =>
        (at.Opcode == Opcode.Bti && at.Immediate == BtiJc)
        || (afterCall && (at.Opcode == Opcode.Paciasp || (at.Opcode == Opcode.Bti && at.Immediate == BtiC)))
        || (afterJump && at.Opcode == Opcode.Bti && at.Immediate == BtiJ);
}

/// <summary>An instruction of the user's text, and where its branch goes.</summary>
/// <param name="Item">The instruction.</param>
/// <param name="To">Address of the target.</param>
readonly record struct OwnBranch(CodeItem Item, ulong To);
