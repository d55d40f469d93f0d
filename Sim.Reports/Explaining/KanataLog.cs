using System.Globalization;
using System.Text;
using Sim.Core.Runs;

namespace Sim.Reports.Explaining;

/// <summary>The first calls as a Kanata log, version 4, which the pipeline viewer Konata shows: instruction by instruction, cycle by cycle.</summary>
/// <source key="kanata-format"/>
public static class KanataLog
{
    // Stages of lane 0: fetched and on the way to dispatch; waiting for operands or a port; executing; waiting for its turn to retire.
    const string InFrontEnd = "F", Waiting = "W", Executing = "X", Complete = "C";

    /// <summary>The log of the calls whose stages <paramref name="why"/> has.</summary>
    public static string Write(CallExplanation why)
    {
        var events = new List<(long Cycle, int Id, int Order, string Line)>();
        foreach (var (id, it) in why.First.Index())
        {
            Add(it.Fetch, 0, $"I\t{id}\t{id}\t0");
            Add(it.Fetch, 1, string.Create(CultureInfo.InvariantCulture, $"L\t{id}\t0\t{it.Address:x}: {it.Text.Replace('\n', ' ')}"));
            var last = InFrontEnd;
            Add(it.Fetch, 2, $"S\t{id}\t0\t{InFrontEnd}");
            foreach (var (cycle, stage) in new[] { (it.Dispatch, Waiting), (it.Issue, Executing), (it.Complete, Complete) })
            {
                // In order, an instruction leaves the pipeline before its data is there.
                if (cycle > it.Retire && stage == Complete)
                    break;
                Add(cycle, 3 + (2 * OrderOf(stage)), $"E\t{id}\t0\t{last}");
                Add(cycle, 4 + (2 * OrderOf(stage)), $"S\t{id}\t0\t{stage}");
                last = stage;
            }

            var end = Math.Max(it.Retire, it.Complete);
            Add(end, 10, $"E\t{id}\t0\t{last}");
            Add(end, 11, $"R\t{id}\t{id}\t0");

            void Add(long cycle, int order, string line) => events.Add((cycle, id, order, line));
        }

        var text = new StringBuilder("Kanata\t0004\n");
        long? now = null;
        foreach (var (cycle, _, _, line) in events.OrderBy(item => item.Cycle).ThenBy(item => item.Id).ThenBy(item => item.Order))
        {
            if (now is null)
                text.Append(CultureInfo.InvariantCulture, $"C=\t{cycle}\n");
            else if (cycle > now)
                text.Append(CultureInfo.InvariantCulture, $"C\t{cycle - now}\n");
            now = cycle;
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    static int OrderOf(string stage) => stage switch { Waiting => 0, Executing => 1, _ => 2 };
}
