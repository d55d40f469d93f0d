using Sim.Core.Machine.Causes;

namespace Sim.Core.Runs;

/// <summary>Why the calls of a cell took as long as they did.</summary>
public sealed record CallExplanation
{
    /// <summary>Calls that are explained, 1 or more.</summary>
    public required long Calls { get; init; }

    /// <summary>False where the cell has more calls, which are too many to look at one by one.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>Calls that were executed and recorded; the others repeat them exactly.</summary>
    public required int RecordedCalls { get; init; }

    /// <summary>Core clock cycles of <see cref="Calls"/>: those of the cell's results, if <see cref="IsWhole"/>.</summary>
    public required long Cycles { get; init; }

    /// <summary>The same by region, as the cell's results have it.</summary>
    public required IReadOnlyList<RegionCount> Regions { get; init; }

    /// <summary>Every instruction that was executed, by address.</summary>
    public required IReadOnlyList<ExplainedInstruction> Instructions { get; init; }

    /// <summary>The first calls stage by stage, for a pipeline viewer: as many as are wanted, one after the other.</summary>
    public required IReadOnlyList<StagedInstruction> First { get; init; }

    /// <summary>Cycles of each cause on the critical path, the largest first; together <see cref="Cycles"/>.</summary>
    public IReadOnlyList<(Cause Cause, long Cycles)> Causes =>
    [
        .. Instructions.SelectMany(instruction => instruction.Path).GroupBy(part => part.Cause)
            .Select(cause => (Cause: cause.Key, Cycles: cause.Sum(part => part.Cycles)))
            .OrderByDescending(cause => cause.Cycles).ThenBy(cause => cause.Cause),
    ];
}

/// <summary>One instruction of the code, over all explained calls.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Region">Whom its cycles are charged to.</param>
/// <param name="Symbol">The function that it is in, and how many bytes after its start; empty where no symbol is.</param>
/// <param name="Text">Disassembled.</param>
/// <param name="Written">The line of assembly that it was made from; empty in a capture.</param>
/// <param name="Line">File and number of that line; empty in a capture.</param>
/// <param name="Executions">How often it was executed.</param>
/// <param name="Cycles">Core clock cycles from the retirement (in order: issue) of the instruction before to its own, without those of exceptions.</param>
/// <param name="Mispredicts">Mispredicted branches.</param>
/// <param name="CodeMisses">Misses of L1I and ITLB.</param>
/// <param name="DataMisses">Misses of L1D and DTLB, those of a store on its way to the L1D included.</param>
/// <param name="Path">Its cycles on the critical path by cause, the largest first; empty if nothing waited for it.</param>
public sealed record ExplainedInstruction(
    ulong Address,
    string Region,
    string Symbol,
    string Text,
    string Written,
    string Line,
    long Executions,
    long Cycles,
    long Mispredicts,
    long CodeMisses,
    long DataMisses,
    IReadOnlyList<(Cause Cause, long Cycles)> Path)
{
    /// <summary>Cycles on the critical path.</summary>
    public long PathCycles => Path.Sum(part => part.Cycles);
}

/// <summary>One execution of an instruction.</summary>
/// <param name="Call">Number of the call among the recorded ones, from 0.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Text">Disassembled.</param>
/// <param name="Fetch">Core clock cycle of its fetch.</param>
/// <param name="Dispatch">Of its dispatch; in order: issue.</param>
/// <param name="Issue">Of its issue to a port.</param>
/// <param name="Complete">In which its results are there.</param>
/// <param name="Retire">Of its retirement; in order: of its issue.</param>
public sealed record StagedInstruction(int Call, ulong Address, string Text, long Fetch, long Dispatch, long Issue, long Complete, long Retire);
