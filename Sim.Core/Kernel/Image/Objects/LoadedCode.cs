namespace Sim.Core.Kernel.Image.Objects;

/// <summary>Symbols of code that is not in the kernel's file: BPF programs and trampolines, slots of kprobes, modules.</summary>
public static class LoadedCode
{
    const int MostModuleSymbols = 1 << 17;
    const int MostOfAllModules = 1 << 20;
    const int SymbolBytes = 24;
    const int FunctionType = 2;

    /// <summary>Symbols of them, as far as the image holds them.</summary>
    public static IReadOnlyList<KernelSymbol> Of(KernelObjects objects) => [.. Programs(objects), .. Slots(objects), .. Modules(objects)];

    static IEnumerable<KernelSymbol> Programs(KernelObjects objects)
    {
        if (objects.Symbols.AddressOf("bpf_kallsyms") is not { } head)
            yield break;
        foreach (var symbol in objects.List(head, "bpf_ksym", "lnode"))
        {
            if (objects.Read(symbol, "bpf_ksym", "start") is { } start and not 0 && objects.Text(symbol, "bpf_ksym", "name") is { } name)
            {
                yield return new(start, 't', name, "bpf");
                if (objects.Read(symbol, "bpf_ksym", "end") is { } end && end > start)
                    yield return new(end, 'a', $"{name}_end", "bpf");
            }
        }
    }

    // Kprobes execute the instructions that they replaced on pages of their own.
    static IEnumerable<KernelSymbol> Slots(KernelObjects objects)
    {
        if (objects.Symbols.AddressOf("kprobe_insn_slots") is not { } cache || objects.Offset("kprobe_insn_cache", "pages") is not { } pages)
            yield break;
        foreach (var page in objects.List(cache + pages, "kprobe_insn_page", "list"))
        {
            if (objects.Read(page, "kprobe_insn_page", "insns") is { } code and not 0)
            {
                yield return new(code, 't', "kprobe_insn_page", "kprobe");
                yield return new(code + ImageMemory.PieceBytes, 'a', "kprobe_insn_page_end", "kprobe");
            }
        }
    }

    static IEnumerable<KernelSymbol> Modules(KernelObjects objects)
    {
        if (objects.Symbols.AddressOf("modules") is not { } head)
            yield break;
        var left = MostOfAllModules;
        foreach (var module in objects.List(head, "module", "list"))
        {
            if (objects.Text(module, "module", "name") is not { } name || objects.Read(module, "module", "kallsyms") is not { } table || table == 0)
                continue;
            if (objects.Read(table, "mod_kallsyms", "symtab") is not { } symbols || objects.Read(table, "mod_kallsyms", "strtab") is not { } strings)
                continue;
            var count = Math.Min(objects.Read32(table, "mod_kallsyms", "num_symtab") ?? 0, MostModuleSymbols);
            var entry = new byte[SymbolBytes];
            for (uint index = 1; index < count && left-- > 0 && objects.Image.Memory.TryRead(symbols + (index * SymbolBytes), entry); index++)
            {
                // Elf64_Sym: name, info, other, section, value, size. Kernels may have replaced the type by a letter.
                var isCode = (entry[4] & 15) == FunctionType || entry[4] is (byte)'t' or (byte)'T';
                if (BitConverter.ToUInt64(entry, 8) is var address and not 0 && objects.Image.Memory.TryReadText(strings + BitConverter.ToUInt32(entry), 128) is { Length: > 0 } text
                    && !text.StartsWith('$') && text.All(letter => letter is > ' ' and <= '~'))
                    yield return new(address, isCode ? 't' : 'd', text, name);
            }
        }
    }
}
