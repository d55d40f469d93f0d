namespace Sim.Core.Kernel.Image.Objects;

/// <summary>Fprobes at a function, and what they belong to: an event by name, a BPF program. From 6.14 on, when all share one ops and a table.</summary>
static class AttachedFprobes
{
    const int Buckets = 64;
    const ulong EntryBytes = 16;
    const uint MostFunctions = 1 << 20;

    public static IEnumerable<Attachment> Of(KernelObjects objects, ulong function)
    {
        if (objects.Symbols.AddressOf("fprobe_table") is not { } table)
            yield break;
        for (ulong bucket = 0; bucket < Buckets; bucket++)
        {
            foreach (var list in objects.HashList(table + (bucket * 8), "fprobe_hlist", "hlist"))
            {
                if (objects.Read(list, "fprobe_hlist", "fp") is not { } probe || !Traces(objects, list, function))
                    continue;
                yield return Described(objects, probe);
            }
        }
    }

    static bool Traces(KernelObjects objects, ulong list, ulong function)
    {
        if (objects.Offset("fprobe_hlist", "array") is not { } array || objects.Layout("fprobe_hlist_node") is not { } node)
            return false;
        var functions = Math.Min(objects.Read32(list, "fprobe_hlist", "size") ?? 0, MostFunctions);
        for (ulong index = 0; index < functions; index++)
        {
            if (objects.Read(list + array + (index * (ulong)node.Bytes), "fprobe_hlist_node", "addr") is not { } address)
                return false;
            if (address - function < EntryBytes)
                return true;
        }

        return false;
    }

    // The fprobe is a part of what has it: the link of a BPF program, the probe of an event.
    static Attachment Described(KernelObjects objects, ulong probe)
    {
        var (entry, exit) = (HandlerOf(objects, probe, "entry_handler"), HandlerOf(objects, probe, "exit_handler"));
        var text = string.Join(" and ", new[] { entry, exit }.OfType<string>());
        if (entry == "kprobe_multi_link_handler" || exit == "kprobe_multi_link_exit_handler")
        {
            return objects.Offset("bpf_kprobe_multi_link", "fp") is { } link && objects.Read(probe - link, "bpf_kprobe_multi_link", "link.prog") is { } program and not 0
                ? new("BPF program", $"kprobe_multi: {AttachedPrograms.NameOf(objects, program)}")
                : new("fprobe", text);
        }

        var name = objects.Offset("trace_fprobe", "fp") is { } within && (entry == "fentry_dispatcher" || exit == "fexit_dispatcher")
            ? EventNameOf(objects, probe - within) : null;
        return new("fprobe", name is null ? text : $"{text}, event {name}");
    }

    static string? EventNameOf(KernelObjects objects, ulong fprobe) =>
        objects.Offset("trace_probe_event", "call") is { } call && objects.Read(fprobe, "trace_fprobe", "tp.event") is { } @event and not 0
            ? objects.TextOf(@event + call, "trace_event_call", "name")
            : null;

    static string? HandlerOf(KernelObjects objects, ulong probe, string field) =>
        objects.Read(probe, "fprobe", field) is { } handler and not 0 ? objects.Symbols.Describe(handler) : null;
}
