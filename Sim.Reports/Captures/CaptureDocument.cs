using System.Globalization;
using Sim.Core.A64.Coding;
using Sim.Core.Kernel.Image;
using Sim.Core.Machine.Cpu;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Captures;

/// <summary>What a capture holds, for people.</summary>
public static class CaptureDocument
{
    static readonly IReadOnlyList<Column<(string What, string Is)>> WhatColumns = [new("what", "what was found", fact => fact.What, IsText: true), new("is", "its value", fact => fact.Is, IsText: true)];

    static readonly IReadOnlyList<Column<(string Name, int Instructions, int Of)>> FunctionColumns =
    [
        new("function", "in the order in which the first call reaches them; code without a symbol by its page: a trampoline, a BPF program, a probe's slot", function => function.Name, IsText: true),
        new("instructions", "executed in it by the first call, without what it calls", function => NumberText.Integer(function.Instructions)),
        new("share (%)", "of the first call", function => NumberText.Significant(100.0 * function.Instructions / function.Of)),
    ];

    // Calls of a scenario.
    const int MostCalls = 300;

    /// <summary>The capture; with <paramref name="first"/>, which instructions its first call executes.</summary>
    public static Document Of(Capture capture, IReadOnlyList<(ulong Address, uint Word)>? first)
    {
        var title = string.Create(
            CultureInfo.InvariantCulture,
            $"A call of {capture.Function} executes {NumberText.Integer(capture.FirstInstructions)} instructions, {(double)capture.Instructions / capture.Calls:#,0.00} on average of {NumberText.Integer(capture.Calls)} calls");
        var sections = new List<Section> { new("What it is", [Table.Of("", WhatColumns, Facts(capture))], Notes(capture)) };
        if (first is not null)
            sections.Add(new("Where the instructions are", [Table.Of("", FunctionColumns, Functions(capture.Symbols, first))], []));
        return new(title, [$"Linux {capture.Release}, {NumberText.Integer(capture.Information.PageBytes / 1024.0)} KiB pages, at {Level(capture.Context.Level)}"], sections);
    }

    static IEnumerable<(string What, string Is)> Facts(Capture capture) =>
    [
        ("function", $"{capture.Function} at 0x{capture.Address:x}"),
        ("begins with", capture.Registers is null ? "arguments of 0, on a stack of its own" : $"the registers of CPU {capture.Cpu} in the image"),
        ("entry", Entry(capture)),
        .. Literal(capture) is { } ops ? new[] { ("ops literal", ops) } : [],
        ("body", capture.ReturnsAtOnce ? "returns at once" : "runs"),
        ("CPU", $"{capture.Cpu}, per-CPU offset 0x{capture.Context.PerCpuOffset:x}, task 0x{capture.Context.CurrentTask:x}"),
        .. capture.Attached is { } attached ? attached.Select(one => (one.Kind, one.Text)) : [],
        .. capture.Options.Select(option => (option.Key, option.Value)),
        ("KASLR", capture.Information.KernelOffset is { } offset and not 0 ? $"0x{offset:x}" : "none"),
        ("pages", $"{NumberText.Integer(capture.Pages.Count())} of 4 KiB, {NumberText.Integer(capture.Bytes.Count)} of them different"),
        ("symbols", NumberText.Integer(capture.Symbols.Count)),
    ];

    /// <summary>A scenario that runs the capture in the file <paramref name="path"/>.</summary>
    public static string Scenario(Capture capture, string path) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        # What does tracing {{capture.Function}} cost, in the kernel that was captured?
        schema: sim/scenario/1
        name: {{Path.GetFileNameWithoutExtension(path)}}
        cores: [apple-m1-firestorm, neoverse-n1, cortex-a72, cortex-a53]
        kernel: ./{{Path.GetFileName(path)}}
        workload: { kind: captured_call, calls: {{CallsOf(capture)}} }
        tracers: { relevant: { count: 1 } }

        """);

    // The words at the entry that tracing uses, and the one after them.
    static string Entry(Capture capture)
    {
        const int Words = 3;
        var texts = Enumerable.Range(0, Words).Select(word => capture.Address + (4 * (ulong)word))
            .Select(address => Read(capture, address, 4) is { } word ? Disassembler.Format((uint)word, address, at => NameOf(capture, at)) : null);
        return string.Join("; ", texts.OfType<string>().Select(text => text.Replace('\t', ' ')));
    }

    static string? NameOf(Capture capture, ulong address) => capture.Symbols.Describe(address) is var name && name.StartsWith("0x", StringComparison.Ordinal) ? null : name;

    // What a kernel with call ops has before each function: the ops that its callsite calls.
    static string? Literal(Capture capture) =>
        capture.Address % 8 == 0 && Read(capture, capture.Address - 8, 8) is { } ops && ops >> 48 == 0xffff && Read(capture, ops, 8) is not null
            ? capture.Symbols.Describe(ops)
            : null;

    static ulong? Read(Capture capture, ulong address, int bytes)
    {
        var page = new byte[Capture.PageBytes];
        var offset = (int)(address % Capture.PageBytes);
        return offset + bytes <= page.Length && capture.TryRead(address - (ulong)offset, page)
            ? bytes == 8 ? BitConverter.ToUInt64(page, offset) : BitConverter.ToUInt32(page, offset)
            : null;
    }

    // Half of those that the capture has memory for: the others warm up.
    static int CallsOf(Capture capture) => capture.IsClosed ? MostCalls : Math.Clamp(capture.Calls / 2, 1, MostCalls);

    static List<string> Notes(Capture capture)
    {
        List<string> notes = [];
        if (capture.EndedBy is not null)
            notes.Add($"The image has memory for {NumberText.Integer(capture.Calls)} calls and no more: {capture.EndedBy}.");
        else if (!capture.IsClosed)
            notes.Add($"The calls still touched further pages when {NumberText.Integer(capture.Calls)} were made: more calls than these may leave the capture. --calls takes more.");
        if (capture.Attached is null)
            notes.Add("The image has no types (BTF): what is attached is known by what the call executes only.");
        if (capture.NoFurtherOps is { } reason)
            notes.Add($"No irrelevant tracers can be added: {reason}.");
        if (capture.Context.Counter == 0)
            notes.Add("The image does not say what its counter was: it starts at 0, and code that looks at the time may take another path in the first call.");
        if (capture.Context.Vectors == 0)
            notes.Add("The image does not say where the exception vectors are: a breakpoint of a kprobe cannot be executed.");
        return notes;
    }

    static IEnumerable<(string Name, int Instructions, int Of)> Functions(SymbolTable symbols, IReadOnlyList<(ulong Address, uint Word)> first) =>
        first.GroupBy(instruction => CodeNames.Of(symbols, instruction.Address))
            .Select(function => (function.Key, function.Count(), first.Count));

    static string Level(ExceptionLevel level) => level == ExceptionLevel.El2 ? "EL2 (VHE)" : "EL1";
}
