using Sim.Core.A64;
using Sim.Core.Kernel.Image;

namespace Sim.Core.Loads.Captured;

/// <summary>What code of a capture is called: each function is a region, and what has no symbol is one for each page.</summary>
static class CapturedCode
{
    public static CodeImage Of(Capture capture, ulong caller)
    {
        var starts = new SortedDictionary<ulong, string> { [0] = CapturedLoad.Caller, [caller & ~(ulong)(Capture.PageBytes - 1)] = CapturedLoad.Caller };
        foreach (var (page, _) in capture.Pages)
        {
            starts[page] = CodeNames.Of(capture.Symbols, page);
            for (var at = page; capture.Symbols.EndOf(at) is { } next && next < page + Capture.PageBytes; at = next)
                starts[next] = CodeNames.Of(capture.Symbols, next);
        }

        var names = starts.Values.Distinct().Take(RegionMap.MaxRegions).ToList();
        var numbers = names.Index().ToDictionary(name => name.Item, name => (ushort)name.Index);
        return new([], [], new RegionMap(names, [.. starts.Select(start => (start.Key, numbers.GetValueOrDefault(start.Value)))]), new Dictionary<string, ulong>());
    }
}
