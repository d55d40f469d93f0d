using Sim.Core.A64;
using Sim.Core.A64.Coding;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Machine;
using Sim.Core.Mechanisms.OwnTrampoline;
using Sim.Core.Runs;
using Sim.Core.Tracers;

namespace Sim.Core.Loads.Checking;

/// <summary>Faults that a user's own texts lead to, shown at the instruction of the text.</summary>
public static class DesignFault
{
    const string Code = "SIM156";

    // Later faults than a replay of so many calls finds have no line.
    const int MostCalls = 5000;

    /// <summary>Cycles after which a call through a user's text is said not to come back: three times what 10,000 tracers take.</summary>
    public const long MostCycles = 30_000_000;

    /// <summary>True if <paramref name="cell"/> has a text of the user's.</summary>
    public static bool IsPossibleIn(CellSpec cell) => TextOf(cell) is not null;

    /// <summary>What <paramref name="run"/> gives; a fault on the way is the mistake of the user whose text the cell has.</summary>
    /// <exception cref="DesignException">It faulted, and the cell has a text of the user's.</exception>
    public static T Guard<T>(CellSpec cell, Workload workload, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (GuestFault fault) when (IsPossibleIn(cell))
        {
            throw new DesignException([MistakeOf(cell, workload, fault)]);
        }
    }

    /// <summary>The first of the user's texts in <paramref name="cell"/>; null if it has none.</summary>
    internal static SourceText? TextOf(CellSpec cell) => TracerOf(cell)?.Texts[0] ?? cell.Design?.Text;

    static Tracer? TracerOf(CellSpec cell) => cell.OwnTracer ?? cell.Tools.All.Select(tool => tool.OwnTracer).FirstOrDefault(tracer => tracer is not null);

    /// <summary>The fault that ended <paramref name="call"/>.</summary>
    internal static Diagnostic Of(TracedCall call, GuestFault fault)
    {
        var (back, writer) = call.IsInOwn && IsReturn(call.Text) ? (call.Last, call.WriterOf(Register.Link)) : (call.Branches.Unpaired?.Item, call.WriterOfLostLink);
        if (back is not null && writer is not null && IsReturn(back.Text))
        {
            return At(back, Code, FormattableString.Invariant($"a traced call fails: x30, the return address, was overwritten by '{Words(writer.Text)}' in line {writer.At.Line}: {fault.Message}"),
                "Save x30 at entry, and restore it before the return: stp x29, x30, [sp, #-16]! ... ldp x29, x30, [sp], #16.");
        }

        var hint = call.IsPastEnd ? "The text has no instruction after this one: is 'ret' missing?"
            : call.Last is null ? call.Text.StartsWith('.') ? $"'{call.Text}' is no instruction of a routine." : "No instruction of the text comes after the label that is called."
            : call.Text.Length == 0 ? null
            : HintOf(call.Text, call.X);
        return At(call.Last, Code, MessageOf(fault), hint);
    }

    /// <summary>A mistake where the first of the user's texts in <paramref name="cell"/> is entered.</summary>
    internal static Diagnostic AtEntry(Diagnostic mistake, CellSpec cell) => TextOf(cell) is { } text
        ? EntryLabel.Show(mistake, text, TracerOf(cell)?.Entry ?? cell.Design?.Entry ?? "")
        : mistake with { At = new SourceSpan(cell.Mechanism.Name) };

    /// <summary>A mistake at an instruction of the user's; at none if that is null.</summary>
    internal static Diagnostic At(CodeItem? item, string code, string message, string? hint) => item is null
        ? new(code, message, default, hint)
        : new(code, message, item.At, hint, new string(' ', Math.Max(0, item.At.Column - 1)) + item.Text);

    static Diagnostic MistakeOf(CellSpec cell, Workload workload, GuestFault fault)
    {
        var item = fault.At is { } at ? workload.OwnItems().GetValueOrDefault(at) : null;
        var mistake = item is not null ? At(item, Code, MessageOf(fault), Overwritten(workload, fault.At!.Value) ?? HintOf(item.Text, workload.State.X))
            : (workload is CallLoop ? Replayed(cell) : null) ?? At(null, Code, MessageOf(fault), null);
        return mistake.At.File is null ? AtEntry(mistake, cell) : mistake;
    }

    // The text did something that another one does not survive: the same calls without time tell what it did last.
    static Diagnostic? Replayed(CellSpec cell)
    {
        var loop = CallLoop.Build(cell);
        var (own, build) = (loop.OwnItems(), ConfigResolver.Resolve(cell.Kernel));
        var call = new TracedCall(loop, cell.Core, own, new BranchRules(own, build.Has(Feature.Bti), build.Has(Feature.PointerAuth)));
        try
        {
            for (var calls = 0; calls <= MostCalls; calls++)
                call.RunUntil(loop.Head);
            return null;
        }
        catch (GuestFault fault)
        {
            return Of(call, fault);
        }
    }

    // What was executed is not what the text shows.
    static string? Overwritten(Workload workload, ulong address)
    {
        var word = (uint)workload.Memory.Read(address, 4);
        return word == workload.Code.WordAt(address) ? null
            : $"Memory has 0x{word:x8} there ({Disassembler.Format(word, address).Replace('\t', ' ')}), which was written over the text's instruction.";
    }

    // By x30, which need not be written.
    static bool IsReturn(string text) => Words(text) is "ret" or "ret x30" or "ret lr";

    /// <summary>An instruction as a message shows it.</summary>
    internal static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static string MessageOf(GuestFault fault) => $"a traced call fails: {fault.Message}";

    static string HintOf(string text, ulong[] x)
    {
        var registers = string.Join(", ", RegisterNames.In(IsReturn(text) ? "ret x30" : text).Select(register => FormattableString.Invariant($"{register.Name} = 0x{x[register.Number]:x}")));
        return $"The last instruction was '{Words(text)}'{(registers.Length > 0 ? $", with {registers}" : "")}.";
    }
}
