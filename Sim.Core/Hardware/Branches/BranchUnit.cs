using System.Numerics;
using System.Runtime.CompilerServices;
using Sim.Core.Hardware.Caches;
using Sim.Core.Hardware.Pipeline;
using Sim.Core.Hardware.SteadyState;

namespace Sim.Core.Hardware.Branches;

/// <summary>All of branch prediction behind one question: what did fetch know of this branch?</summary>
/// <remarks>Updated in program order, with the real outcome: there is no wrong path.</remarks>
public sealed class BranchUnit
{
    readonly PathHistory _history;
    readonly DirectionPredictor _direction;
    readonly IndirectPredictor _indirect;
    readonly ReturnAddressStack _returns;
    readonly (SetAssociative Tags, int Bubble)[] _btb;

    // The first level again: most branches ask it alone.
    readonly SetAssociative _fastBtb;
    readonly int _fastBubble, _missBubble;

    public BranchUnit(BranchPredictors parameters)
    {
        _history = new PathHistory(parameters.HistoryBits, parameters.HistoryLengths, BitOperations.Log2((uint)parameters.TableEntries));
        _direction = new DirectionPredictor(parameters, _history);
        _indirect = new IndirectPredictor(parameters, _history);
        _returns = new ReturnAddressStack(parameters.ReturnStackDepth);
        _btb = [.. parameters.BtbLevels.Select(level => (new SetAssociative(level.Entries, level.Ways), level.Bubble))];
        (_fastBtb, _fastBubble) = _btb[0];
        _missBubble = parameters.BtbMissBubble;
    }

    /// <summary>All tables: for keeping and comparison.</summary>
    public IEnumerable<StateTable> Tables => [.. _direction.State, .. _indirect.State, .. _btb.Select(level => level.Tags.State)];

    /// <summary>Appends what is not in <see cref="Tables"/>: the path history and the return stack.</summary>
    public void AppendState(List<long> state)
    {
        var (low, high) = _history.Bits;
        state.AddRange([(long)low, (long)high]);
        var (slots, top) = _returns.State;
        state.Add(top);
        foreach (var slot in slots)
            state.Add((long)slot);
    }

    /// <summary>Empties everything.</summary>
    public void Forget()
    {
        _history.Clear();
        _direction.Clear();
        _indirect.Clear();
        _returns.Clear();
        foreach (var (tags, _) in _btb)
            tags.Clear();
    }

    /// <summary>Other work takes <paramref name="branches"/> conditional branches from <paramref name="code"/> on.</summary>
    public void Pollute(int branches, ulong code)
    {
        const ulong BytesApart = 64;
        for (var branch = 0ul; branch < (ulong)branches; branch++)
            Resolve(MicroOpKind.Conditional, code + (branch * BytesApart), true, code + ((branch + 1) * BytesApart));
    }

    /// <summary>The branch at <paramref name="address"/> was <paramref name="taken"/> to <paramref name="target"/>: was that foreseen?</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Prediction Resolve(MicroOpKind kind, ulong address, bool taken, ulong target)
    {
        var right = kind switch
        {
            MicroOpKind.Conditional => _direction.PredictAndTrain(address, taken),
            MicroOpKind.Return => _returns.Pop() == target,
            MicroOpKind.Indirect or MicroOpKind.IndirectCall => _indirect.PredictAndTrain(address, target),
            _ => true,
        };
        if (kind is MicroOpKind.Call or MicroOpKind.IndirectCall)
            _returns.Push(address + 4);
        if (!taken)
            return new Prediction(right, 0);
        _history.Push(target);
        return new Prediction(right, BubbleOf(address >> 2));
    }

    // The fastest level that knows the branch decides; all levels learn it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int BubbleOf(ulong branch)
    {
        var bubble = _missBubble;
        for (var level = _btb.Length - 1; level > 0; level--)
        {
            if (_btb[level].Tags.Access(branch))
                bubble = _btb[level].Bubble;
        }

        return _fastBtb.Access(branch) ? _fastBubble : bubble;
    }
}

/// <summary>What fetch knew of a branch.</summary>
/// <param name="Right">False if it went on at the wrong place.</param>
/// <param name="Bubble">Empty fetch cycles before a taken branch's target, 0 or more.</param>
public readonly record struct Prediction(bool Right, int Bubble);
