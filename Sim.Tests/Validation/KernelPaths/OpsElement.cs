using System.Globalization;
using Sim.Core.Kernel.Build;
using Sim.Core.Loads;
using Sim.Core.Runs;

namespace Sim.Tests.Validation.KernelPaths;

/// <summary>One element of the list of ops, with the objects that hang on it.</summary>
/// <param name="Kind"><c>rel</c> or <c>irr</c>.</param>
/// <param name="Index">Place in its group, in order of registration.</param>
/// <param name="Ops">Address of the <c>ftrace_ops</c>.</param>
/// <param name="OpsBytes">Its size, with the counter after it.</param>
/// <param name="Hash">Address of its filter's <c>ftrace_hash</c>.</param>
/// <param name="Bucket">Address of the only bucket.</param>
/// <param name="Entry">Address of the only <c>ftrace_func_entry</c>.</param>
/// <param name="Layout">Sizes of these.</param>
sealed record OpsElement(string Kind, int Index, ulong Ops, int OpsBytes, ulong Hash, ulong Bucket, ulong Entry, StructureLayout Layout)
{
    const int CounterBytes = 8;

    /// <summary>The registered ops in the order of the list: newest first, so the irrelevant ones before the relevant ones.</summary>
    public static IReadOnlyList<OpsElement> All(CallLoop loop, CellSpec cell)
    {
        var (layout, memory) = (cell.Kernel.Structures, loop.Memory);
        var ops = memory.Read(loop.Code.Symbols["ftrace_ops_list"], 8);
        List<OpsElement> elements = [];
        for (var left = cell.RelevantTracers + cell.IrrelevantTracers - 1; left >= 0; left--)
        {
            var hash = memory.Read(ops + (ulong)(layout.OpsLocalHash + layout.OpsHashFilter), 8);
            var bucket = memory.Read(hash + (ulong)layout.HashBuckets, 8);
            var isRelevant = left < cell.RelevantTracers;
            elements.Add(new OpsElement(
                isRelevant ? "rel" : "irr", isRelevant ? left : left - cell.RelevantTracers, ops, layout.OpsBytes + CounterBytes, hash, bucket,
                memory.Read(bucket, 8), layout));
            ops = memory.Read(ops + (ulong)layout.OpsNext, 8);
        }

        return elements;
    }

    /// <summary>Object and offset of an address, as the measurement writes it. Null outside of this element.</summary>
    public string? PlaceOf(ulong address) =>
        Within("ftrace_ops", Ops, OpsBytes, address) ?? Within("ftrace_hash", Hash, Layout.HashBytes, address)
        ?? Within("bucket", Bucket, 8, address) ?? Within("ftrace_func_entry", Entry, Layout.EntryBytes, address);

    static string? Within(string name, ulong start, int bytes, ulong address) =>
        address - start < (ulong)bytes ? $"{name}+{(address - start).ToString(CultureInfo.InvariantCulture)}" : null;
}
