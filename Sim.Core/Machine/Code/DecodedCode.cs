using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sim.Core.A64;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Code;

/// <summary>What one core has decoded of memory: an instruction when it is first executed, and again after its line was discarded.</summary>
/// <remarks>
/// Instructions have positions: those of a line of 64 bytes follow one another, and after its last one comes <see cref="Form.EndOfLine"/>. A line
/// gets its positions when something refers to it and keeps them, so that branches can hold on to a position.
/// </remarks>
public sealed class DecodedCode : IDecodedCode, IDisposable
{
    /// <summary>Bytes of code that are given positions, and discarded, together.</summary>
    public const int LineBytes = CodeMaintenance.LineBytes;

    const int LineInstructions = LineBytes / 4;
    const int LinePositions = LineInstructions + 1;

    readonly CoreProfile _core;
    readonly RegionMap _regions;
    readonly GuestMemory _memory;
    readonly MicroOpDecoder _decoder;

    // First position by number of the line.
    readonly Dictionary<ulong, int> _lines = [];

    // What rare forms do in the pipeline: the same for many instructions.
    readonly List<MicroOp> _ops = [];
    readonly Dictionary<MicroOp, int> _opNumbers = [];

    StepArray _steps = StepArray.Take();
    int _used;

    public DecodedCode(CoreProfile core, RegionMap regions, GuestMemory memory) =>
        (_core, _regions, _memory, _decoder) = (core, regions, memory, new MicroOpDecoder(core));

    /// <summary>The instruction at this address takes a cycle less from issue to result, if it takes any: what that saves. Null for none.</summary>
    public ulong? Shortened { get; set; }

    /// <summary>True once the stack pointer was no multiple of 16: accesses by way of it are then rare forms, which the interpreter checks.</summary>
    public bool ChecksStack { get; private set; }

    /// <summary>Addresses of instructions whose decisions are to be recorded: see <see cref="Pipeline.Pipeline.Watch"/>. Null for none.</summary>
    public IReadOnlySet<ulong>? Watched { get; set; }

    /// <summary>Decoded instructions by position. Whatever gives out a position may move them.</summary>
    public PinnedArray<Step> Steps => _steps.Steps;

    /// <summary>Position of the instruction at <paramref name="address"/>, a multiple of 4; whether any is there shows when it is decoded.</summary>
    public int PositionOf(ulong address)
    {
        if (!_lines.TryGetValue(address / LineBytes, out var first))
            _lines.Add(address / LineBytes, first = NewLine());
        return first + (int)(address % LineBytes / 4);
    }

    /// <summary>Position of the first instruction of the line after the one that ends at position <paramref name="end"/>, where <paramref name="address"/> is.</summary>
    public int After(int end, ulong address)
    {
        if (Steps[(nuint)end].Target is var known and > 0)
            return known;
        var next = PositionOf(address);
        Steps[(nuint)end] = new Step(Form.EndOfLine, next);
        return next;
    }

    /// <summary>Micro-operation of a form that is not among the commonest.</summary>
    public ref readonly MicroOp OpOf(in Step step) => ref CollectionsMarshal.AsSpan(_ops)[step.Target];

    /// <summary>Decodes the instruction at <paramref name="address"/>, which has <paramref name="position"/>.</summary>
    /// <exception cref="GuestFault">No memory is there.</exception>
    public void Decode(int position, ulong address)
    {
        var instruction = InstructionFetch.At(_memory, address);
        var op = _decoder.Decode(instruction);
        if (op.Ports == 0 && _core.BackEnd.Window is null)
            op = op with { Ports = Step.AnyPort };
        if (address == Shortened && op.Latency > 0)
            op = op with { Latency = (byte)(op.Latency - 1) };
        var form = IsWatched(instruction, address) ? Form.Other : FormOf(instruction, op);
        var target = form is Form.Other or Form.Arithmetic ? NumberOf(op) : Branching.IsDirect(instruction.Opcode) ? PositionOf((ulong)instruction.Immediate) : 0;
        var (region, regionEnd) = _regions.At(address);
        Steps[(nuint)position] = new Step(instruction, form, target, op, region, StraightOn(address, regionEnd));
    }

    /// <summary>The line at <paramref name="address"/> is decoded anew when it is executed.</summary>
    public void DiscardLine(ulong address)
    {
        if (!_lines.TryGetValue(address / LineBytes, out var first))
            return;
        for (var i = 0; i < LineInstructions; i++)
            Steps[(nuint)(first + i)] = default;
    }

    /// <summary>Everything is decoded anew when it is executed.</summary>
    public void DiscardAll()
    {
        foreach (var line in _lines.Keys)
            DiscardLine(line * LineBytes);
    }

    /// <summary>The page at <paramref name="address"/> is decoded anew: it may be another page of memory now.</summary>
    public void DiscardPage(ulong address)
    {
        var page = address / CodeMaintenance.PageBytes * CodeMaintenance.PageBytes;
        for (var offset = 0ul; offset < CodeMaintenance.PageBytes; offset += LineBytes)
            DiscardLine(page + offset);
    }

    /// <summary>True if the operands of <paramref name="i"/> at <paramref name="address"/> are to be recorded.</summary>
    public bool IsWatched(in Instruction i, ulong address) => Watched is not null && Decisions.Has(i) && Watched.Contains(address);

    /// <summary>The stack pointer is no multiple of 16: from now on accesses by way of it are checked.</summary>
    public void CheckStack()
    {
        if (ChecksStack)
            return;
        ChecksStack = true;
        DiscardAll();
    }

    /// <summary>Gives the room back for other cores.</summary>
    public void Dispose() => _steps.GiveBack(_used);

    Form FormOf(in Instruction instruction, in MicroOp op)
    {
        // A branch to where no memory is, or perhaps to where no landing pad is: the interpreter knows what that is, if it is taken.
        if (Branching.IsDirect(instruction.Opcode) && !_memory.IsMapped((ulong)instruction.Immediate))
            return Form.Other;
        if (instruction.Opcode == Opcode.Blr && _memory.HasGuards)
            return Form.Other;

        // What may leave the stack pointer misaligned is rare, so that the commonest forms need not ask whether it is.
        if (!StackAlignment.IsKeptBy(instruction) || (ChecksStack && StackAlignment.Concerns(instruction)))
            return Form.Other;
        if (op.Kind == MicroOpKind.Move)
            return Form.RenamedRegister;
        var form = Forms.Of(instruction);

        // Among the commonest, only pairs may take several slots, and hints none.
        if (op.Kind == MicroOpKind.Compute)
            return form is Form.Nothing or Form.Other ? Form.Other : op.MoreSlots > 0 ? Form.Arithmetic : form;
        return op.MoreSlots > 0 && form is not (Form.LoadPair64 or Form.StorePair64) ? Form.Other : form;
    }

    // Up to the end of the line here, of the L1I's line, or of the region.
    byte StraightOn(ulong address, ulong regionEnd)
    {
        var lineBytes = (ulong)Math.Min(LineBytes, _core.Memory.L1I.LineBytes);
        var end = Math.Min((address / lineBytes * lineBytes) + (lineBytes - 4), regionEnd - 4);
        return (byte)((end - address) / 4);
    }

    int NumberOf(MicroOp op)
    {
        if (_opNumbers.TryGetValue(op, out var number))
            return number;
        _ops.Add(op);
        _opNumbers.Add(op, _ops.Count - 1);
        return _ops.Count - 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    int NewLine()
    {
        // Position 0 means "not known yet": no branch goes there.
        var first = Math.Max(_used, 1);
        _used = first + LinePositions;
        _steps = _steps.WithRoomFor(_used);
        Steps[(nuint)(_used - 1)] = new Step(Form.EndOfLine, 0);
        return first;
    }
}
