using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Machine;
using Sim.Core.Machine.Cpu;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.OwnTrampoline;
using Sim.Core.Runs;
using Sim.Core.Tracers;

namespace Sim.Core.Loads.Checking;

/// <summary>Whether a user's own trampoline or tracer assembles, links, comes back, and leaves what the traced function and its caller need.</summary>
public static class DesignCheck
{
    const ulong Sentinel = 0x5E47_1E40_0000_0000;
    const int FirstKept = 18;

    /// <summary>What is wrong with the user's texts of <paramref name="cell"/>, which has at least one relevant tracer; executes one traced call.</summary>
    /// <exception cref="CannotDispatchException">The kernel build has no place for a design.</exception>
    public static CheckResult Run(CellSpec cell)
    {
        try
        {
            var result = Call(cell, CallLoop.Build(cell));

            // Where no instruction of the text was executed, there is none to show.
            var text = new SourceSpan((cell.OwnTracer?.Texts[0] ?? cell.Design?.Text)?.Name ?? cell.Mechanism.Name);
            return result with { Mistakes = [.. result.Mistakes.Select(mistake => mistake.At.File is null ? mistake with { At = text } : mistake)] };
        }
        catch (DesignException mistakes)
        {
            return new CheckResult(mistakes.Mistakes, []);
        }
    }

    static CheckResult Call(CellSpec cell, CallLoop loop)
    {
        var build = ConfigResolver.Resolve(cell.Kernel);
        var own = loop.OwnItems();

        // Wrong signatures and landings are found by rules that name the user's instruction: a core that faults would come first.
        loop.Memory.RemoveGuards();
        loop.State.System[SystemRegister.SctlrEl1] = 0;
        var call = new TracedCall(loop, own, new BranchRules(own, build.Has(Feature.Bti), build.Has(Feature.PointerAuth)));
        var mistakes = new List<Diagnostic>();
        ulong? link = null;
        var skipped = false;
        try
        {
            call.RunUntil(loop.Code.Symbols["tracee_relevant"]);
            for (var register = 0; register <= 8; register++)
                call.X[register] = Sentinel + (ulong)register;
            var before = call.X.ToArray();
            var back = loop.Code.Symbols["tracee_relevant_callsite"] + 4;
            mistakes.AddRange(RunTracer(cell, loop, own, call, back, before[Register.Link]));
            link = call.Pc == back ? call.X[Register.Link] : null;
            if (link == back && cell.Mechanism.KeepsArguments)
                mistakes.Add(NotRestored(call, back));
            if (mistakes.Count > 0)
                return new CheckResult(mistakes, []);

            skipped = call.Pc == before[Register.Link] && cell.Mechanism.KeepsArguments;
            if (!skipped && call.Pc != before[Register.Link])
                call.RunUntil(before[Register.Link]);
            mistakes.AddRange(Changed(call, before, Kept(cell), "a traced call changes", "the traced function or its caller"));
        }
        catch (GuestFault fault)
        {
            mistakes.Add(link is { } where && call.X[Register.Link] == where && !call.IsInOwn && call.Text == "ret" ? NotRestored(call, where) : Fault(call, fault));
        }

        mistakes.AddRange(Rules(cell, call.Branches, loop.Code.Symbols["tracee_relevant_callsite"] + 4));
        if (mistakes.Count > 0)
            return new CheckResult(mistakes, []);
        return new CheckResult([], [.. skipped ? [Skipped(call)] : Array.Empty<string>(), .. call.Branches.Unpaired is { } branch ? [Unpaired(branch)] : Array.Empty<string>()]);
    }

    // Up to where the traced function goes on, or its caller; on the way through the user's tracer, if there is one.
    static List<Diagnostic> RunTracer(
        CellSpec cell, CallLoop loop, IReadOnlyDictionary<ulong, CodeItem> own, TracedCall call, ulong back, ulong caller)
    {
        if (cell.OwnTracer is not { } tracer)
        {
            call.RunUntil(back, caller);
            return [];
        }

        var entry = loop.Code.Symbols[tracer.Entry];
        if (own.GetValueOrDefault(entry) is { } first && first.Region != Tracer.Region)
        {
            return
            [
                At(first, "SIM159", $"the tracer begins in region '{first.Region}': calls that reach a tracer are told by '{Tracer.Region}'", "Leave .region out."),
            ];
        }

        call.RunUntil(entry, back, caller);
        if (call.Pc != entry)
            return [];
        var before = call.X.ToArray();
        call.RunUntil(before[Register.Link]);
        var kept = Enumerable.Range(FirstKept, Register.Link - FirstKept).Append(Register.Stack);
        var changed = Changed(call, before, kept, "the tracer changes", "its caller").ToList();
        if (changed.Count == 0)
            call.RunUntil(back, caller);
        return changed;
    }

    // Arguments, what a callee must keep, frame and stack; after -pg the compiler expects no argument to survive.
    static IEnumerable<int> Kept(CellSpec cell) =>
        Enumerable.Range(0, 9).Where(_ => cell.Mechanism.KeepsArguments)
            .Concat(Enumerable.Range(FirstKept, Register.Link - FirstKept)).Append(Register.Stack);

    static IEnumerable<Diagnostic> Changed(TracedCall call, ulong[] before, IEnumerable<int> kept, string what, string who)
    {
        List<int> changed = [.. kept.Where(register => call.X[register] != before[register])];
        if (changed.Count == 0)
            yield break;
        var writers = changed.Select(register => (Name: NameOf(register), Item: call.WriterOf(register))).Where(writer => writer.Item is not null)
            .Select(writer => FormattableString.Invariant($"{writer.Name} in line {writer.Item!.At.Line}")).ToList();
        yield return At(
            call.Last, "SIM155", $"{what} {string.Join(", ", changed.Select(NameOf))}, which {who} needs",
            writers.Count > 0 ? $"Save and restore; last written: {string.Join(", ", writers)}." : null);
    }

    static Diagnostic NotRestored(TracedCall call, ulong link) => At(
        call.Last, "SIM155", $"x30 was not restored from x9: the traced function would return to 0x{link:x}, not to its caller",
        "x9 has the function's return address when the trampoline is called; it must be in x30 when the function goes on.");

    static Diagnostic Fault(TracedCall call, GuestFault fault)
    {
        var registers = string.Join(", ", RegisterNames.In(call.Text).Select(register => FormattableString.Invariant($"{register.Name} = 0x{call.X[register.Number]:x}")));
        var hint = call.IsPastEnd ? "The text has no instruction after this one: is 'ret' missing?"
            : call.Text.Length == 0 ? null
            : call.Last is null ? $"'{call.Text}' is no instruction of a routine."
            : $"The last instruction was '{call.Text}'{(registers.Length > 0 ? $", with {registers}" : "")}.";
        return At(call.Last, "SIM156", $"a traced call fails: {fault.Message}", hint);
    }

    static IEnumerable<Diagnostic> Rules(CellSpec cell, BranchRules branches, ulong back)
    {
        if (branches.WithoutPad is { } branch)
        {
            var target = branch.To == back ? "after the callsite, where there is" : FormattableString.Invariant($"at 0x{branch.To:x}, where there is");
            yield return At(
                branch.Item, "SIM157", $"an indirect branch lands {target} no landing pad: a kernel with BTI, as {cell.Kernel.Name}, panics",
                "Return by RET, which needs none; begin what is called by BLR with 'bti c'.");
        }

        if (branches.WrongSignature is { } signature)
        {
            yield return At(
                signature.Item, "SIM158", $"the return address is not authenticated as it was signed: a kernel with pointer authentication, as {cell.Kernel.Name}, panics",
                "PACIASP and AUTIASP need the same x30 and the same sp; AUTIASP comes before the return.");
        }
    }

    static string Skipped(TracedCall call) => FormattableString.Invariant(
        $"{call.Last?.At.File}:{call.Last?.At.Line}: '{Words(call.Last?.Text ?? "")}' returns to the traced function's caller: the function does not run, and its time is in no figure; to go on in it, return to x30 as it is at entry");

    static string Unpaired(OwnBranch branch) => FormattableString.Invariant(
        $"{branch.Item.At.File}:{branch.Item.At.Line}: '{Words(branch.Item.Text)}' does not pair with the call before it, so that return stacks mispredict; 'ret' with the register of that call's return address does");

    static Diagnostic At(CodeItem? item, string code, string message, string? hint) => item is null
        ? new(code, message, default, hint)
        : new(code, message, item.At, hint, new string(' ', Math.Max(0, item.At.Column - 1)) + item.Text);

    static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static string NameOf(int register) => register == Register.Stack ? "sp" : FormattableString.Invariant($"x{register}");
}
