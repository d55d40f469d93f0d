namespace Sim.Core.Kernel.Image.Objects;

/// <summary>BPF programs by name: of the trampoline at a function's entry, of an event.</summary>
static class AttachedPrograms
{
    const int Buckets = 1024;
    const ulong EntryBytes = 16;
    const int MostPrograms = 64;

    // Of kernels before and after there were two.
    static readonly string[] Tables = ["trampoline_table", "trampoline_key_table"];

    static readonly string[] Kinds = ["fentry", "fexit", "fmod_ret"];

    /// <summary>The programs of the trampoline of <paramref name="function"/>.</summary>
    public static IEnumerable<Attachment> OfTrampoline(KernelObjects objects, ulong function)
    {
        foreach (var trampoline in Tables.Select(objects.Symbols.AddressOf).OfType<ulong>().SelectMany(table => TrampolinesIn(objects, table, function)).Distinct())
        {
            if (objects.Offset("bpf_trampoline", "progs_hlist") is not { } lists)
                continue;
            for (var kind = 0; kind < Kinds.Length; kind++)
            {
                foreach (var program in Links(objects, trampoline + lists + ((ulong)kind * 8)))
                    yield return new("BPF program", $"{Kinds[kind]}: {NameOf(objects, program)}");
            }
        }
    }

    /// <summary>The programs of an event.</summary>
    public static IEnumerable<Attachment> InArray(KernelObjects objects, ulong array)
    {
        if (objects.Offset("bpf_prog_array", "items") is not { } items || objects.Layout("bpf_prog_array_item") is not { } item)
            yield break;
        for (var index = 0; index < MostPrograms; index++)
        {
            if (objects.Image.Memory.TryRead64(array + items + ((ulong)index * (ulong)item.Bytes)) is not { } program || program == 0)
                yield break;
            yield return new("BPF program", $"of the event: {NameOf(objects, program)}");
        }
    }

    static IEnumerable<ulong> TrampolinesIn(KernelObjects objects, ulong table, ulong function)
    {
        var link = objects.Offset("bpf_trampoline", "hlist") is not null ? "hlist" : "hlist_key";
        for (ulong bucket = 0; bucket < Buckets; bucket++)
        {
            foreach (var trampoline in objects.HashList(table + (bucket * 8), "bpf_trampoline", link))
            {
                if ((objects.Read(trampoline, "bpf_trampoline", "func.addr") ?? objects.Read(trampoline, "bpf_trampoline", "ip")) is { } at && at - function < EntryBytes)
                    yield return trampoline;
            }
        }
    }

    // Kernels from 6.0 on have links; those before, the programs themselves.
    static IEnumerable<ulong> Links(KernelObjects objects, ulong head)
    {
        if (objects.Offset("bpf_tramp_link", "tramp_hlist") is not null)
            return objects.HashList(head, "bpf_tramp_link", "tramp_hlist").Select(link => objects.Read(link, "bpf_tramp_link", "link.prog") ?? 0);
        if (objects.Offset("bpf_tramp_node", "tramp_hlist") is not null)
            return objects.HashList(head, "bpf_tramp_node", "tramp_hlist").Select(node => objects.Read(objects.Read(node, "bpf_tramp_node", "link") ?? 0, "bpf_link", "prog") ?? 0);
        return objects.HashList(head, "bpf_prog_aux", "tramp_hlist").Select(aux => objects.Read(aux, "bpf_prog_aux", "prog") ?? 0);
    }

    /// <summary>A program by its name, and that of its code.</summary>
    public static string NameOf(KernelObjects objects, ulong program) =>
        objects.Read(program, "bpf_prog", "aux") is { } aux and not 0 && objects.Text(aux, "bpf_prog_aux", "name") is { } name
            ? objects.Read(aux, "bpf_prog_aux", "ksym.start") is { } code and not 0 && objects.Symbols.At(code) is { Module: "bpf" } symbol ? $"{name} ({symbol.Name})" : name
            : $"at 0x{program:x}";
}
