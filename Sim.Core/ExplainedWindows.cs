using Sim.Core.A64.Coding;
using Sim.Core.Kernel.Image;
using Sim.Core.Loads;
using Sim.Core.Machine.Causes;
using Sim.Core.Machine.Pipeline;
using Sim.Core.Runs;

namespace Sim.Core;

/// <summary>Recorded calls, added up by instruction.</summary>
/// <param name="workload">Whose calls they are.</param>
/// <param name="core">What executed them.</param>
/// <param name="recording">What it executed.</param>
/// <param name="captured">Symbols of a captured kernel. Null for code that was linked.</param>
/// <param name="ends">By call: its last instruction, and what was counted then.</param>
sealed class ExplainedWindows(Workload workload, Pipeline core, Recording recording, SymbolTable? captured, IReadOnlyList<(int Last, CoreCounts Counts)> ends)
{
    readonly Dictionary<ulong, Tally> _sums = [];

    readonly List<(string Name, ulong Address)> _symbols =
        [.. workload.Code.Symbols.Where(symbol => workload.Code.Contains(symbol.Value)).Select(symbol => (symbol.Key, symbol.Value)).OrderBy(symbol => symbol.Value).ThenBy(symbol => symbol.Key, StringComparer.Ordinal)];

    /// <summary>The windows together, each as often as it happens.</summary>
    public CallExplanation Sum(long calls, IReadOnlyList<ExplainSimulation.Window> windows)
    {
        var counts = new CoreCounts(core.Counts.Regions);
        foreach (var window in windows)
        {
            counts = counts.Plus(ends[window.Last].Counts.Plus(ends[window.First].Counts, -1), window.Times);
            Add(ends[window.First].Last, ends[window.Last].Last, window.Times);
        }

        var explained = windows.Sum(window => (window.Last - window.First) * window.Times);
        return new CallExplanation
        {
            Calls = explained,
            IsWhole = explained == calls,
            RecordedCalls = windows.Max(window => window.Last) - windows.Min(window => window.First),
            Cycles = counts.Cycles,
            Regions =
            [
                .. workload.Code.RegionNames.Select((name, region) => new RegionCount(name, counts.RegionCycles(region), counts.RegionInstructions(region)))
                    .Append(new RegionCount(RegionCount.Exceptions, counts.ExceptionCycles, 0))
                    .Where(region => region.Instructions > 0 || region.Cycles > 0).OrderBy(region => region.Region, StringComparer.Ordinal),
            ],
            Instructions = [.. _sums.OrderBy(sum => sum.Key).Select(sum => Explained(sum.Key, sum.Value))],
            First = [],
        };
    }

    void Add(int first, int last, long times)
    {
        for (var index = first + 1; index <= last; index++)
        {
            var sum = TallyOf(recording.AddressOf(index));
            var (mispredicts, codeMisses, dataMisses) = recording.EventsOf(index);
            sum.Executions += times;
            sum.Cycles += times * recording.AdvanceOf(index).Own;
            sum.Mispredicts += times * mispredicts;
            sum.CodeMisses += times * codeMisses;
            sum.DataMisses += times * dataMisses;
        }

        foreach (var ((address, cause), cycles) in CriticalPath.Between(recording, first, last))
        {
            var path = TallyOf(address).Path;
            path[cause] = path.GetValueOrDefault(cause) + (times * cycles);
        }
    }

    Tally TallyOf(ulong address)
    {
        if (!_sums.TryGetValue(address, out var sum))
            _sums.Add(address, sum = new());
        return sum;
    }

    ExplainedInstruction Explained(ulong address, Tally sum) => new(
        address, RegionOf(address), SymbolOf(address), TextOf(address), workload.Code.TextAt(address), workload.Code.LineAt(address),
        sum.Executions, sum.Cycles, sum.Mispredicts, sum.CodeMisses, sum.DataMisses,
        [.. sum.Path.Where(part => part.Value != 0).Select(part => (part.Key, part.Value)).OrderByDescending(part => part.Value).ThenBy(part => part.Key)]);

    /// <summary>The stages of so many calls from call <paramref name="start"/> on: whole ones, with <paramref name="most"/> instructions at most; of the first one what fits.</summary>
    public IReadOnlyList<StagedInstruction> Staged(int start, int calls, int most)
    {
        var staged = new List<StagedInstruction>();
        for (var call = start; call < Math.Min(start + calls, ends.Count); call++)
        {
            var (first, last) = (ends[call - 1].Last + 1, ends[call].Last);
            if (call == start)
                last = Math.Min(last, first + most - 1);
            else if (staged.Count + last + 1 - first > most)
                break;
            for (var index = first; index <= last; index++)
            {
                var (fetch, dispatch, issue, complete, retire) = recording.StagesOf(index);
                var address = recording.AddressOf(index);
                staged.Add(new(call - start, address, TextOf(address), fetch, dispatch, issue, complete, retire));
            }
        }

        return staged;
    }

    string RegionOf(ulong address) => workload.Code.RegionNames[workload.Code.Regions.At(address).Region];

    string TextOf(ulong address) => Disassembler.Format((uint)core.Memory.Read(address, 4), address).Replace('\t', ' ');

    string SymbolOf(ulong address)
    {
        if (captured is not null)
            return CodeNames.Of(captured, address) == RegionOf(address) ? captured.Describe(address) : "";
        var (low, high) = (0, _symbols.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _symbols[middle].Address <= address ? (middle + 1, high) : (low, middle);
        }

        if (low == 0 || !workload.Code.Contains(address))
            return "";
        var (name, at) = _symbols[low - 1];
        return address == at ? name : FormattableString.Invariant($"{name}+0x{address - at:x}");
    }

    sealed class Tally
    {
        public long Executions, Cycles, Mispredicts, CodeMisses, DataMisses;

        public Dictionary<Cause, long> Path { get; } = [];
    }
}
