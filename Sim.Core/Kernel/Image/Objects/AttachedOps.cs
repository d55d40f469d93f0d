using System.Globalization;

namespace Sim.Core.Kernel.Image.Objects;

/// <summary>The <c>ftrace_ops</c> that are registered: which of them trace a function, by their filter hashes.</summary>
static class AttachedOps
{
    // Words at an entry: landing pads and the two words of ftrace; a record names the one that is patched into a branch.
    const ulong EntryBytes = 16;
    const int MostBits = 16;

    static readonly string[] Flags =
    [
        "enabled", "dynamic", "save_regs", "save_regs_if_supported", "recursion", "stub", "initialized", "deleted", "adding", "removing", "modifying", "alloc_tramp", "ipmodify",
        "pid", "rcu", "trace_array", "permanent", "direct", "subop", "graph",
    ];

    public static IEnumerable<Attachment> Of(KernelObjects objects, ulong function)
    {
        if (OpsList.Head(objects.Image) is not { } head || objects.Offset("ftrace_ops", "next") is not { } next || objects.Offset("ftrace_ops", "func") is not { } func)
            yield break;
        var memory = objects.Image.Memory;
        var others = 0;
        var ops = memory.TryRead64(head);
        for (var element = 0; element < KernelObjects.MostElements && ops is { } at and not 0 && memory.TryRead64(at + next) is { } following and not 0; element++, ops = following)
        {
            var (filter, notrace) = Hashes(objects, at);
            if ((filter == 0 || CountOf(objects, filter) == 0 || Contains(objects, filter, function)) && !(notrace != 0 && Contains(objects, notrace, function)))
                yield return new("ops", $"{NameOf(objects, at)}: {objects.Symbols.Describe(memory.TryRead64(at + func) ?? 0)}, {FlagsOf(objects, at)}; {FilterText(objects, filter, notrace)}");
            else
                others++;
        }

        if (others > 0)
            yield return new("other ops", string.Create(CultureInfo.InvariantCulture, $"{others:N0} of other functions"));
    }

    /// <summary>The address that a callsite of the function is sent to directly; null if there is none.</summary>
    public static ulong? DirectOf(KernelObjects objects, ulong function)
    {
        if (objects.Symbols.AddressOf("direct_functions") is { } place && objects.Image.Memory.TryRead64(place) is { } hash and not 0)
        {
            foreach (var entry in Entries(objects, hash))
            {
                if (objects.Read(entry, "ftrace_func_entry", "ip") is { } ip && ip - function < EntryBytes)
                    return objects.Read(entry, "ftrace_func_entry", "direct");
            }
        }

        return null;
    }

    static (ulong Filter, ulong Notrace) Hashes(KernelObjects objects, ulong ops) =>
        objects.Read(ops, "ftrace_ops", "func_hash") is { } hashes and not 0
            ? (objects.Read(hashes, "ftrace_ops_hash", "filter_hash") ?? 0, objects.Read(hashes, "ftrace_ops_hash", "notrace_hash") ?? 0)
            : (0, 0);

    static ulong CountOf(KernelObjects objects, ulong hash) => objects.Read(hash, "ftrace_hash", "count") ?? 0;

    static bool Contains(KernelObjects objects, ulong hash, ulong function) =>
        Entries(objects, hash).Any(entry => objects.Read(entry, "ftrace_func_entry", "ip") is { } ip && ip - function < EntryBytes);

    static IEnumerable<ulong> Entries(KernelObjects objects, ulong hash)
    {
        var bits = objects.Read32(hash, "ftrace_hash", "size_bits") ?? 0;
        if (bits > MostBits || objects.Read(hash, "ftrace_hash", "buckets") is not { } buckets || buckets == 0)
            yield break;
        var left = KernelObjects.MostElements;
        for (ulong bucket = 0; bucket < 1UL << (int)bits && !objects.IsExhausted; bucket++)
        {
            foreach (var entry in objects.HashList(buckets + (bucket * 8), "ftrace_func_entry", "hlist"))
            {
                if (left-- == 0)
                    yield break;
                yield return entry;
            }
        }
    }

    // A kernel without symbols of data has a symbol somewhere before.
    static string NameOf(KernelObjects objects, ulong ops) =>
        objects.Symbols.At(ops) is { } symbol && symbol.Address == ops ? symbol.Name : string.Create(CultureInfo.InvariantCulture, $"at 0x{ops:x}");

    static string FlagsOf(KernelObjects objects, ulong ops)
    {
        var flags = objects.Read(ops, "ftrace_ops", "flags") ?? 0;
        return string.Join(" ", Enumerable.Range(0, Flags.Length).Where(bit => (flags >> bit & 1) != 0).Select(bit => Flags[bit]));
    }

    static string FilterText(KernelObjects objects, ulong filter, ulong notrace)
    {
        var (only, but) = (filter == 0 ? 0 : CountOf(objects, filter), notrace == 0 ? 0 : CountOf(objects, notrace));
        var text = only == 0 ? "filter: all functions" : string.Create(CultureInfo.InvariantCulture, $"filter: {only:N0} function{(only == 1 ? "" : "s")}");
        return but == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}, but {but:N0}");
    }
}
