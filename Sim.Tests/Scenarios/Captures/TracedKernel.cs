using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.A64.Linking;
using Sim.Core.Diagnostics;
using Sim.Core.Loads.Captured;
using Sim.Scenarios.Captures;

namespace Sim.Tests.Scenarios.Captures;

/// <summary>A kernel with a traced function: its tracer counts calls of a CPU, takes a breakpoint, and each fourth time writes to another page.</summary>
sealed class TracedKernel
{
    /// <summary>Instructions of a call, and more of them in each fourth.</summary>
    public const int Instructions = 25, MoreInFourth = 3;

    const string Text = """
        	.global el0t_64_sync, __percpu_counter_sum, vectors, traced_function, tracer, el1_brk, untraced_function
        	.skip 2048
        vectors:
        	.skip 512
        	b el1_brk
        	.balign 2048
        el1_brk:
        	mrs x16, elr_el1
        	add x16, x16, #4
        	msr elr_el1, x16
        	eret
        traced_function:
        	mov x9, x30
        	bl tracer
        	mrs x0, sp_el0
        	ldr x0, [x0, #8]
        	ret
        tracer:
        	stp x29, x30, [sp, #-32]!
        	mov x29, sp
        	str x9, [sp, #16]
        	mrs x10, TPIDR
        	ldr x11, =per_cpu_count
        	ldr x12, [x10, x11]
        	add x12, x12, #1
        	str x12, [x10, x11]
        	brk #4
        	tst x12, #3
        	b.ne 1f
        	ldr x13, =fourth_page
        	str x12, [x13]
        	nop
        1:	ldr x9, [sp, #16]
        	ldp x29, x10, [sp], #32
        	mov x30, x9
        	ret x10
        untraced_function:
        	ret
        el0t_64_sync:
        	adrp x28, entry_task
        	add x28, x28, :lo12:entry_task
        	mrs x20, TPIDR
        	ldr x28, [x28, x20]
        	msr sp_el0, x28
        __percpu_counter_sum:
        	adrp x21, per_cpu_offset
        	add x21, x21, :lo12:per_cpu_offset
        	ldr x0, [x21, w0, sxtw #3]
        	ret
        	.ltorg
        """;

    public TracedKernel(SyntheticKernel kernel, bool isHost = false, bool withDataSymbols = true)
    {
        Kernel = kernel;
        var text = kernel.Add(new byte[8192]);
        Template = kernel.Add(new byte[256], "__per_cpu_start", 'D');
        var areas = new[] { kernel.Add(new byte[256]), kernel.Add(new byte[256]) };
        Fourth = kernel.Add(new byte[64], "fourth_page", 'D');
        var task = kernel.Add(new byte[64], "init_task", 'D');
        kernel.Write(task + 8, BitConverter.GetBytes(0x1234UL));
        var offsets = kernel.Add(areas.SelectMany(area => BitConverter.GetBytes(area - Template)).ToArray(), withDataSymbols ? "__per_cpu_offset" : null, 'D');
        if (withDataSymbols)
        {
            kernel.Symbol(Template + 16, 'D', "__entry_task");
            kernel.Symbol(Template + 24, 'D', "this_cpu_vector");
            kernel.Symbol(Template + 32, 'D', "per_cpu_count");
        }

        var image = Assemble(text, isHost, new() { ["per_cpu_count"] = Template + 32, ["fourth_page"] = Fourth, ["entry_task"] = Template + 16, ["per_cpu_offset"] = offsets });
        foreach (var (address, bytes) in image.Segments)
        {
            for (var done = 0; done < bytes.Length; done += 1024)
                kernel.Write(address + (ulong)done, bytes.AsSpan(done, Math.Min(1024, bytes.Length - done)));
        }

        kernel.Symbol(text, 'T', "_stext");
        foreach (var name in (string[])["vectors", "traced_function", "tracer", "el1_brk", "untraced_function", "el0t_64_sync", "__percpu_counter_sum"])
            kernel.Symbol(image.Symbols[name], 'T', name);
        kernel.Symbol(text + 8192, 'T', "_etext");
        foreach (var area in areas)
        {
            kernel.Write(area + 16, BitConverter.GetBytes(task));
            kernel.Write(area + 24, BitConverter.GetBytes(image.Symbols["vectors"]));
        }

        (Areas, Task, Image) = (areas, task, image);
    }

    public SyntheticKernel Kernel { get; }

    public CodeImage Image { get; }

    public ulong Template { get; }

    public ulong Fourth { get; }

    public ulong Task { get; }

    /// <summary>Per-CPU data of each CPU.</summary>
    public IReadOnlyList<ulong> Areas { get; }

    /// <summary>Addresses that the first call executes.</summary>
    public IEnumerable<ulong> FirstCall
    {
        get
        {
            var (function, tracer, vector, handler) = (Image.Symbols["traced_function"], Image.Symbols["tracer"], Image.Symbols["vectors"] + 0x200, Image.Symbols["el1_brk"]);
            return
            [
                .. Words(function, 2), .. Words(tracer, 9), vector, .. Words(handler, 4), .. Words(tracer + 36, 2), .. Words(tracer + 56, 4), .. Words(function + 8, 3),
            ];
        }
    }

    /// <summary>Writes an image, and a capture of its traced function.</summary>
    public static void WriteTo(string image, string capture)
    {
        var kernel = new TracedKernel(new());
        var information = kernel.Kernel.Finish();
        File.WriteAllBytes(image, DumpWriter.Elf(ImageReadingTests.Physical(kernel.Kernel), information));
        using var opened = ImageFileReader.Open(image, null, []) ?? throw new AssertionException("the image cannot be read");
        File.WriteAllBytes(capture, CaptureWriter.Write(Capturing.Of(opened.Image, new("traced_function")).Capture));
    }

    static IEnumerable<ulong> Words(ulong first, int count) => Enumerable.Range(0, count).Select(word => first + (4 * (ulong)word));

    static CodeImage Assemble(ulong address, bool isHost, Dictionary<string, ulong> symbols)
    {
        var bag = new DiagnosticBag();
        var file = Assembler.Assemble(new SourceText("kernel.s", Text.Replace("TPIDR", isHost ? "tpidr_el2" : "tpidr_el1", StringComparison.Ordinal)), new Dictionary<string, long>(), bag);
        return (file is null ? null : Linker.Link([(file, address)], symbols, bag)) ?? throw new AssertionException(string.Join('\n', bag));
    }
}
