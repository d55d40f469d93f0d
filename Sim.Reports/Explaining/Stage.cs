using Sim.Core.Runs;

namespace Sim.Reports.Explaining;

/// <summary>A stage of an instruction on its way through the pipeline: cycles from <paramref name="Start"/> on, before <paramref name="End"/>.</summary>
/// <param name="Name">One letter, as in Kanata logs.</param>
/// <param name="Meaning">In words.</param>
/// <param name="Start">Its first cycle.</param>
/// <param name="End">The cycle after its last one.</param>
public sealed record Stage(char Name, string Meaning, long Start, long End)
{
    /// <summary>The letters with what they mean, in the order of the pipeline.</summary>
    public static IReadOnlyList<(char Name, string Meaning)> All { get; } =
        [('F', "front end"), ('W', "waits for operands or a port"), ('X', "executes"), ('C', "complete, waits to retire")];

    /// <summary>The stages of an instruction that take time, in order.</summary>
    public static IReadOnlyList<Stage> Of(StagedInstruction it)
    {
        var end = Math.Max(it.Retire, it.Complete) + 1;
        long[] starts = [it.Fetch, it.Dispatch, it.Issue, Math.Max(it.Complete, it.Issue), end];
        // In order, an instruction leaves the pipeline before its data is there: it is complete with it.
        if (it.Complete > it.Retire)
            starts[3] = end;
        return [.. All.Select((stage, i) => new Stage(stage.Name, stage.Meaning, starts[i], starts[i + 1])).Where(stage => stage.End > stage.Start)];
    }
}
