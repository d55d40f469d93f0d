namespace Sim.Core.Kernel.Image.Objects;

/// <summary>Kprobes in a function, and what they belong to: an event by name, BPF programs.</summary>
static class AttachedProbes
{
    const int Buckets = 64;

    public static IEnumerable<Attachment> Of(KernelObjects objects, ulong function)
    {
        if (TableOf(objects) is not { } table)
            yield break;
        var end = objects.Symbols.EndOf(function) ?? function;
        for (ulong bucket = 0; bucket < Buckets; bucket++)
        {
            foreach (var probe in objects.HashList(table + (bucket * 8), "kprobe", "hlist"))
            {
                if (objects.Read(probe, "kprobe", "addr") is not { } at || at < function || at >= end)
                    continue;
                foreach (var attachment in IsAggregate(objects, probe) ? MembersOf(objects, probe).SelectMany(member => Described(objects, member, at)) : Described(objects, probe, at))
                    yield return attachment;
            }
        }
    }

    // Without a symbol, from the code that looks a probe up: a table in which each probe is where it says.
    static ulong? TableOf(KernelObjects objects) =>
        objects.Symbols.AddressOf("kprobe_table") ?? CodeReferences.AddressesIn(objects.Image, "get_kprobe").Where(place => HoldsProbes(objects, place)).Select(place => (ulong?)place).FirstOrDefault();

    static bool HoldsProbes(KernelObjects objects, ulong table)
    {
        var probes = Enumerable.Range(0, Buckets).SelectMany(bucket => objects.HashList(table + ((ulong)bucket * 8), "kprobe", "hlist")).Take(Buckets).ToList();
        return probes.Count > 0 && probes.TrueForAll(probe => objects.Read(probe, "kprobe", "addr") is { } at && objects.Symbols.At(at) is { Kind: 'T' or 't' });
    }

    static bool IsAggregate(KernelObjects objects, ulong probe) => Handler(objects, probe) == "aggr_pre_handler";

    // Several at one address: one of their own, with the others on its list.
    static IEnumerable<ulong> MembersOf(KernelObjects objects, ulong probe) =>
        objects.Offset("kprobe", "list") is { } list ? objects.List(probe + list, "kprobe", "list") : [];

    static IEnumerable<Attachment> Described(KernelObjects objects, ulong probe, ulong at)
    {
        var handler = Handler(objects, probe);
        var returns = handler == "pre_handler_kretprobe";
        var routine = !returns ? handler
            : objects.Offset("kretprobe", "kp") is { } within && objects.Read(probe - within, "kretprobe", "handler") is { } own ? objects.Symbols.Describe(own) : "unknown";
        var isEvent = routine is "kprobe_dispatcher" or "kretprobe_dispatcher";
        var call = isEvent ? EventOf(objects, probe) : null;
        var name = call is { } known ? objects.TextOf(known, "trace_event_call", "name") : null;
        yield return new(returns ? "kretprobe" : "kprobe", $"at {objects.Symbols.Describe(at)}: {routine}{(name is null ? "" : $", event {name}")}");
        if (call is { } found && objects.Read(found, "trace_event_call", "prog_array") is { } array and not 0)
        {
            foreach (var program in AttachedPrograms.InArray(objects, array))
                yield return program;
        }
    }

    static string Handler(KernelObjects objects, ulong probe) => objects.Symbols.Describe(objects.Read(probe, "kprobe", "pre_handler") ?? 0);

    // The probe is a part of the trace_kprobe, and that has its event.
    static ulong? EventOf(KernelObjects objects, ulong probe) =>
        objects.Offset("trace_kprobe", "rp.kp") is { } within && objects.Offset("trace_probe_event", "call") is { } call
        && objects.Read(probe - within, "trace_kprobe", "tp.event") is { } @event and not 0
            ? @event + call
            : null;
}
