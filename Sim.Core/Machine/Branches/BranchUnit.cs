using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.State;

namespace Sim.Core.Machine.Branches;

/// <summary>All of branch prediction as one question: what did fetch know of this branch?</summary>
/// <remarks>Updated in program order, with the real outcome: there is no wrong path.</remarks>
public struct BranchUnit
{
    PathHistory _history;
    DirectionPredictor _direction;
    readonly IndirectPredictor _indirect;
    ReturnAddressStack _returns;
    readonly BranchTargetBuffers _targets;

    public BranchUnit(BranchPredictors parameters)
    {
        _history = new PathHistory(parameters.HistoryBits, parameters.HistoryLengths, BitOperations.Log2((uint)parameters.TableEntries));
        _direction = new DirectionPredictor(parameters);
        _indirect = new IndirectPredictor(parameters);
        _returns = new ReturnAddressStack(parameters.ReturnStackDepth);
        _targets = new BranchTargetBuffers(parameters);
    }

    /// <summary>All tables: for keeping and comparison.</summary>
    public readonly IEnumerable<StateTable> Tables => [.. _direction.State, .. _indirect.State, .. _targets.State];

    /// <summary>Appends what is not in <see cref="Tables"/>: the path history and the return stack.</summary>
    public readonly void AppendState(List<long> state)
    {
        var path = _history.Bits.AsInt64();
        state.AddRange([path[0], path[1], path[2], path[3]]);
        var (slots, top) = _returns.State;
        state.Add(top);
        foreach (var slot in slots)
            state.Add((long)slot);
    }

    /// <summary>Empties everything.</summary>
    public void Flush()
    {
        _history.Clear();
        _direction.Clear();
        _indirect.Clear();
        _returns.Clear();
        _targets.Clear();
    }

    /// <summary>Gives back what is not in <see cref="Tables"/>. Not to be used any more.</summary>
    public readonly void GiveBack()
    {
        _history.GiveBack();
        _returns.GiveBack();
        _targets.GiveBack();
        _direction.GiveBack();
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
            MicroOpKind.Conditional => _direction.PredictAndTrain(address, taken, ref _history),
            MicroOpKind.Return => _returns.Pop() == target,
            MicroOpKind.Indirect or MicroOpKind.IndirectCall => _indirect.PredictAndTrain(address, target, _history),
            _ => true,
        };
        if (kind is MicroOpKind.Call or MicroOpKind.IndirectCall)
            _returns.Push(address + 4);
        if (!taken)
            return new Prediction(right, 0);
        _history.Push(target);
        return new Prediction(right, _targets.BubbleOf(address));
    }
}

/// <summary>What fetch knew of a branch.</summary>
/// <param name="Right">False if it went on at the wrong place.</param>
/// <param name="Bubble">Empty fetch cycles before a taken branch's target, 0 or more.</param>
public readonly record struct Prediction(bool Right, int Bubble);
