using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Image;
using Sim.Core.Kernel.Image.Objects;

namespace Sim.Core.Loads.Captured;

/// <summary>Executes calls in an image until what they touch is known, and cuts that out.</summary>
public static class Capturing
{
    // Data that what reads a capture may want to find.
    static readonly string[] Wanted =
    [
        "_text", "_stext", "_etext", "_end", "vectors", "swapper_pg_dir", "__per_cpu_start", "__per_cpu_end", "__per_cpu_offset", "__entry_task",
        "this_cpu_vector", "tk_core", "tk_data", "timekeeper_data", AddedOps.ListSymbol, AddedOps.CallOpsSymbol, AddedOps.CallSymbol, "ftrace_ops_list_func", "arch_ftrace_ops_list_func",
    ];

    /// <summary>The capture of calls as <paramref name="request"/> says, and what they executed.</summary>
    /// <exception cref="ImageFault">The image lacks something, or the call cannot be executed.</exception>
    public static (Capture Capture, CallRun Run) Of(KernelImage image, CaptureRequest request, CancellationToken cancel = default)
    {
        var objects = BtfTypes.Of(image) is { } types ? new KernelObjects(image, types) : null;
        if (objects is not null)
        {
            image = image.With(FurtherSymbols(objects));
            objects = new(image, objects.Types);
        }

        var context = ContextReader.Of(image, request.Cpu);
        var registers = request.Function is null ? RegistersOf(image, request.Cpu) : null;
        var address = registers?.Pc ?? AddressOf(image.Symbols, request.Function!);
        var store = new ImageStore(image.Memory);
        var call = new ImageCall(store, image.Symbols, context, address, registers, request.ReturnsAtOnce);
        var run = call.Run(request.Calls, cancel);
        var pages = new SortedDictionary<ulong, ulong>(call.Touched.ToDictionary());
        var layouts = LayoutsOf(objects);
        var noFurtherOps = new FurtherPages(store, image.Symbols, context, address, registers, request.ReturnsAtOnce).Add(pages, layouts);
        var bytes = new Dictionary<ulong, byte[]>();
        foreach (var (page, identity) in pages)
        {
            if (bytes.ContainsKey(identity))
                continue;
            var content = new byte[Capture.PageBytes];
            if (!store.TryRead(page, content))
                throw new SimBug($"page 0x{page:x} was there and is not any more");
            bytes.Add(identity, content);
        }

        return (new(pages, bytes)
        {
            Release = image.Information.Release,
            Information = image.Information,
            Context = context,
            Cpu = request.Cpu,
            Function = request.Function ?? image.Symbols.Describe(address),
            Address = address,
            Registers = registers,
            ReturnsAtOnce = request.ReturnsAtOnce,
            Calls = run.Lengths.Count,
            FirstInstructions = run.Lengths[0],
            Instructions = run.Instructions,
            IsClosed = run.IsClosed,
            EndedBy = run.EndedBy,
            Attached = objects is null ? null : Attachments.Of(objects, address),
            Options = KernelFacts.Of(image, objects),
            Layouts = layouts,
            NoFurtherOps = noFurtherOps,
            Symbols = new(SymbolsOf(image.Symbols, pages.Keys)),
        }, run);
    }

    // What the kernel's file does not have, and the list of ops where the kernel has no symbols of data.
    static List<KernelSymbol> FurtherSymbols(KernelObjects objects)
    {
        List<KernelSymbol> found = [.. LoadedCode.Of(objects)];
        if (objects.Symbols.AddressOf(AddedOps.ListSymbol) is null && OpsList.Head(objects.Image) is { } head)
            found.Add(new(head, 'b', AddedOps.ListSymbol));
        return found;
    }

    static Dictionary<string, StructLayout> LayoutsOf(KernelObjects? objects)
    {
        var layouts = new Dictionary<string, StructLayout>();
        foreach (var name in AddedOps.Structures)
        {
            if (objects?.Layout(name) is { } layout)
                layouts.Add(name, layout);
        }

        return layouts;
    }

    static ulong AddressOf(SymbolTable symbols, string function)
    {
        var places = symbols.Named(function).Where(symbol => symbol.Kind is 'T' or 't' or 'W' or 'w').Select(symbol => symbol.Address).Distinct().ToList();
        return places.Count switch
        {
            1 => places[0],
            0 => throw new ImageFault(
                ImageFault.Symbols,
                symbols.Count == 0 ? "the image has no symbols" : symbols.AddressOf(function) is null ? $"the kernel has no function '{function}'" : $"'{function}' is no function",
                symbols.Count == 0 ? "an image cut to what a call touches has no kallsyms: give its symbols with --symbols"
                    : symbols.AddressOf(function) is null && NearestName.Find(function, symbols.Names) is { } near ? $"did you mean '{near}'?" : null),
            _ => throw new ImageFault(
                ImageFault.Symbols,
                $"the kernel has {places.Count} functions '{function}': {string.Join(", ", places.Take(8).Select(place => $"0x{place:x}"))}",
                "give a symbol file with --symbols in which one of them has this name"),
        };
    }

    static CpuRegisters RegistersOf(KernelImage image, int cpu)
    {
        if (cpu >= image.Cpus.Count)
            throw new ImageFault(
                ImageFault.KernelInformation,
                image.Cpus.Count == 0 ? "the image has no registers of a CPU" : $"the image has registers of {image.Cpus.Count} CPUs: there is no CPU {cpu}",
                image.Cpus.Count == 0 ? "a copy of /proc/kcore has none: give a function with --call" : null);
        var registers = image.Cpus[cpu];
        return registers.ExceptionLevel is 1 or 2 && registers.Pc >> 63 != 0
            ? registers
            : throw new ImageFault(ImageFault.KernelInformation, $"CPU {cpu} was at 0x{registers.Pc:x} in user space when the image was taken", "give a function with --call, or take the image while the CPU is in the kernel");
    }

    // All that are on the pages, the last one before each page and the first one after it.
    static IEnumerable<KernelSymbol> SymbolsOf(SymbolTable symbols, IEnumerable<ulong> pages)
    {
        var kept = new SortedSet<ulong>();
        foreach (var page in pages)
        {
            if (symbols.At(page) is { } before)
                kept.Add(before.Address);
            for (var at = page; symbols.EndOf(at - 1) is { } next; at = next + 1)
            {
                kept.Add(next);
                if (next >= page + Capture.PageBytes)
                    break;
            }
        }

        return symbols.All.Where(symbol => kept.Contains(symbol.Address) || Wanted.Contains(symbol.Name));
    }
}
