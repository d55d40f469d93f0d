using System.Numerics;
using Sim.Core.Hardware.Caches;
using Sim.Core.Hardware.Pipeline;

namespace Sim.Core.Hardware.Branches;

/// <summary>All of branch prediction behind one question: what did fetch know of this branch?</summary>
/// <remarks>Updated in program order, with the real outcome: there is no wrong path.</remarks>
public sealed class BranchUnit
{
    readonly PathHistory _history;
    readonly DirectionPredictor _direction;
    readonly IndirectPredictor _indirect;
    readonly ReturnAddressStack _returns;
    readonly SetAssociative _btb;

    public BranchUnit(BranchPredictors parameters)
    {
        _history = new PathHistory(parameters.HistoryBits, parameters.HistoryLengths, BitOperations.Log2((uint)parameters.TableEntries));
        _direction = new DirectionPredictor(parameters, _history);
        _indirect = new IndirectPredictor(parameters, _history);
        _returns = new ReturnAddressStack(parameters.ReturnStackDepth);
        _btb = new SetAssociative(parameters.BtbEntries, parameters.BtbWays);
    }

    /// <summary>Hash of all tables; see <see cref="SteadyState.StateHash"/>.</summary>
    public ulong Hash => _direction.Hash ^ _indirect.Hash ^ _btb.Hash;

    /// <summary>All tables: for snapshots and comparison.</summary>
    public IEnumerable<ulong[]> Tables => [.. _direction.State, .. _indirect.State, _btb.State];

    /// <summary>Appends what is not in <see cref="Tables"/>: the path history and the return stack.</summary>
    public void AppendState(List<long> state)
    {
        state.Add((long)(ulong)_history.Bits);
        state.Add((long)(ulong)(_history.Bits >> 64));
        var (slots, top) = _returns.State;
        state.Add(top);
        foreach (var slot in slots)
            state.Add((long)slot);
    }

    /// <summary>The branch at <paramref name="address"/> was <paramref name="taken"/> to <paramref name="target"/>: was that foreseen?</summary>
    public Prediction Resolve(MicroOpKind kind, ulong address, bool taken, ulong target)
    {
        var right = kind switch
        {
            MicroOpKind.Conditional => _direction.PredictAndTrain(address, taken),
            MicroOpKind.Indirect or MicroOpKind.IndirectCall => _indirect.PredictAndTrain(address, target),
            MicroOpKind.Return => _returns.Pop() == target,
            _ => true,
        };
        if (kind is MicroOpKind.Call or MicroOpKind.IndirectCall)
            _returns.Push(address + 4);
        if (!taken)
            return right ? Prediction.Right : Prediction.Wrong;

        var known = _btb.Access(address >> 2);
        _history.Push(target);
        return !right ? Prediction.Wrong : known ? Prediction.Right : Prediction.RightButLate;
    }
}

/// <summary>What fetch knew of a branch.</summary>
public enum Prediction
{
    Right,

    /// <summary>Direction and target were right, but decode had to supply the target: the branch target buffer did not know it.</summary>
    RightButLate,

    Wrong,
}
