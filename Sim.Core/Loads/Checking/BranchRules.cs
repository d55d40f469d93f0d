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

    /// <summary>An authentication of a return address that fails, such as an AUTIASP with another stack pointer than the PACIASP before it, or a return to an
    /// address that is still signed. Null if there is none.</summary>
    public OwnBranch? WrongSignature { get; private set; }

    /// <summary>A return that does not pair with its call, so that the return stack mispredicts. Null if there is none.</summary>
    public OwnBranch? Unpaired { get; private set; }

    /// <summary>To be called after each instruction.</summary>
    /// <param name="instruction">What was executed.</param>
    /// <param name="from">Its address.</param>
    /// <param name="to">Address of what is next.</param>
    /// <param name="next">What is next.</param>
    /// <param name="before">What registers had before.</param>
    /// <param name="state">Registers, now.</param>
    public void Check(in Instruction instruction, ulong from, ulong to, in Instruction next, BranchState before, ArchitecturalState state)
    {
        var (item, stack) = (own.GetValueOrDefault(from), state.X[Register.Stack]);
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
                Land(item, to, IsPad(next, IsVeneer(instruction), afterJump: true));
                if (item is not null && _returns.TryPeek(out var top) && top == to)
                    Unpaired ??= new(item, to);
                break;
            case Opcode.Ret or Opcode.RetAuthenticated:
                if (instruction.Opcode == Opcode.RetAuthenticated && item is not null && !_signed.Remove((to, stack)) && signs)
                    WrongSignature ??= new(item, to);
                if (_returns.TryPop(out var expected) && expected != to && item is not null)
                    Unpaired ??= new(item, to);
                if (item is not null && signs && _signed.Exists(signed => signed.Address == to))
                    WrongSignature ??= new(item, to);
                break;
            case Opcode.Paciasp when item is not null:
                _signed.Add((before.Link, stack));
                break;
            case Opcode.Autiasp when item is not null:
                if (!_signed.Remove((state.X[Register.Link], stack)) && signs)
                    WrongSignature ??= new(item, state.X[Register.Link]);
                break;
        }
    }

    /// <summary>To be called after an instruction that faults: a rule that it breaks is the reason.</summary>
    /// <param name="instruction">What could not be executed.</param>
    /// <param name="from">Its address.</param>
    /// <param name="before">What registers had before.</param>
    /// <param name="state">Registers, now.</param>
    /// <param name="isMapped">Whether memory is at an address.</param>
    /// <param name="at">The instruction at an address where memory is.</param>
    public void Refused(
        in Instruction instruction, ulong from, BranchState before, ArchitecturalState state, Func<ulong, bool> isMapped, Func<ulong, Instruction> at)
    {
        var item = own.GetValueOrDefault(from);
        var named = before.Named;
        var target = signs ? PointerAuthentication.Strip(state, named, isData: false) : named;
        var isCode = (target & 3) == 0 && isMapped(target);
        switch (instruction.Opcode)
        {
            case Opcode.Blr or Opcode.BlrAuthenticated when isCode:
                Land(item, target, IsPad(at(target), afterCall: true, afterJump: false));
                break;
            case Opcode.Br or Opcode.BrAuthenticated when isCode:
                Land(item, target, IsPad(at(target), IsVeneer(instruction), afterJump: true));
                break;
            case Opcode.Ret when item is not null && isCode && target != named:
            case Opcode.RetAuthenticated or Opcode.Autiasp when item is not null:
            case Opcode.Authenticate when item is not null && instruction.Rd == Register.Link:
                WrongSignature ??= new(item!, target);
                break;
        }
    }

    // A branch through x16 or x17 may be a veneer's, and land where calls do.
    static bool IsVeneer(in Instruction branch) => branch.Rn is 16 or 17;

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

/// <summary>What an instruction found.</summary>
/// <param name="Link">x30.</param>
/// <param name="Named">Its first source: of an indirect branch, where it goes.</param>
readonly record struct BranchState(ulong Link, ulong Named);
