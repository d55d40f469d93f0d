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
    const ulong SentinelOfVectors = 0x1000;
    const int FirstKept = 18;

    // Words of messages.
    const string CallChanges = "a traced call changes", CallNeeds = "the traced function or its caller";

    /// <summary>What is wrong with the user's texts of <paramref name="cell"/>, which has at least one relevant tracer; executes one traced call.</summary>
    /// <exception cref="CannotDispatchException">The kernel build has no place for a design.</exception>
    public static CheckResult Run(CellSpec cell)
    {
        try
        {
            var result = Call(cell, CallLoop.Build(cell));

            // Where no instruction of the text was executed, its entry is what there is to show.
            return result with { Mistakes = [.. result.Mistakes.Select(mistake => mistake.At.File is null ? DesignFault.AtEntry(mistake, cell) : mistake)] };
        }
        catch (DesignException mistakes)
        {
            return new CheckResult(mistakes.Mistakes, []);
        }
    }

    // On the same machine as a run: memory, registers and what they turn on are as they are found there.
    static CheckResult Call(CellSpec cell, CallLoop loop)
    {
        var build = ConfigResolver.Resolve(cell.Kernel);
        var own = loop.OwnItems();
        for (var half = 0; half < loop.State.V.Length; half++)
            loop.State.V[half] = Sentinel + SentinelOfVectors + (ulong)half;
        var call = new TracedCall(loop, cell.Core, own, new BranchRules(own, build.Has(Feature.Bti), build.Has(Feature.PointerAuth)));
        var mistakes = new List<Diagnostic>();
        ulong? link = null;
        var before = Array.Empty<ulong>();
        try
        {
            call.RunUntil(loop.Code.Symbols["tracee_relevant"]);
            for (var register = 0; register <= 8; register++)
                call.X[register] = Sentinel + (ulong)register;
            before = call.Registers();
            var back = loop.Code.Symbols["tracee_relevant_callsite"] + 4;
            mistakes.AddRange(RunTracer(cell, loop, own, call, back, before[Register.Link]));
            link = call.Pc == back ? call.X[Register.Link] : null;
            if (link == back && cell.Mechanism.KeepsArguments)
                mistakes.Add(NotRestored(call, back));
            if (mistakes.Count > 0)
                return new CheckResult(mistakes, []);
            mistakes.AddRange(GoOn(cell, call, before, back));
        }
        catch (GuestFault fault)
        {
            // A rule that is broken says more than the fault that comes of it.
            var broken = Rules(cell, call.Branches, loop.Code.Symbols["tracee_relevant_callsite"] + 4).ToList();
            if (broken.Count == 0)
                broken.Add(link is { } where && call.X[Register.Link] == where && !call.IsInOwn && call.Text == "ret" ? NotRestored(call, where) : DesignFault.Of(call, fault));
            return new CheckResult(broken, []);
        }

        mistakes.AddRange(Rules(cell, call.Branches, loop.Code.Symbols["tracee_relevant_callsite"] + 4));
        return new CheckResult(mistakes, mistakes.Count > 0 ? [] : [.. Remarks(call, before)]);
    }

    // From where the trampoline went, which is the traced function or its caller, to the end of the call.
    static IEnumerable<Diagnostic> GoOn(CellSpec cell, TracedCall call, ulong[] before, ulong back)
    {
        var caller = before[Register.Link];
        if (call.Pc == caller && cell.Mechanism.KeepsArguments)
            return [Skipped(call)];

        // What is wrong already may let the function fail.
        if (call.Pc == back && cell.Mechanism.KeepsArguments && Changed(call, before, Kept(cell), CallChanges, CallNeeds).ToList() is { Count: > 0 } changed)
            return changed;
        if (call.Pc != caller)
            call.RunUntil(caller);
        return Changed(call, before, Kept(cell), CallChanges, CallNeeds);
    }

    static IEnumerable<string> Remarks(TracedCall call, ulong[] before)
    {
        if (call.Branches.Unpaired is { } branch)
            yield return Unpaired(branch);
        if (call.Waited is { } waits)
            yield return $"{PlaceOf(waits)}: '{DesignFault.Words(waits.Text)}' takes no time here; a core waits for an event";
        var now = call.Registers();
        List<int> changed = [.. KeptRegisters.OfUserTask.Where(place => now[place] != before[place])];
        if (changed.Count > 0)
        {
            var names = string.Join(", ", changed.Select(KeptRegisters.WholeNameOf).Distinct());
            yield return $"{PlaceOf(call.WriterOf(changed[0]) ?? call.Last)}: a traced call changes {names}: in the kernel they are the user task's, unless kernel_neon_begin() saved them";
        }
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
                DesignFault.At(first, "SIM159", $"the tracer begins in region '{first.Region}': calls that reach a tracer are told by '{Tracer.Region}'", "Leave .region out."),
            ];
        }

        call.RunUntil(entry, back, caller);
        if (call.Pc != entry)
            return [];
        var before = call.Registers();
        call.RunUntil(before[Register.Link]);
        var kept = Enumerable.Range(FirstKept, Register.Link - FirstKept).Append(Register.Stack).Concat(KeptRegisters.BesidesGeneral);
        var changed = Changed(call, before, kept, "the tracer changes", "its caller").ToList();
        if (changed.Count == 0)
            call.RunUntil(back, caller);
        return changed;
    }

    // Arguments, what a callee must keep, frame and stack; after -pg the compiler expects no argument to survive.
    static IEnumerable<int> Kept(CellSpec cell) =>
        Enumerable.Range(0, 9).Where(_ => cell.Mechanism.KeepsArguments)
            .Concat(Enumerable.Range(FirstKept, Register.Link - FirstKept)).Append(Register.Stack).Concat(KeptRegisters.BesidesGeneral);

    static IEnumerable<Diagnostic> Changed(TracedCall call, ulong[] before, IEnumerable<int> kept, string what, string who)
    {
        var now = call.Registers();
        List<int> changed = [.. kept.Where(place => now[place] != before[place])];
        if (changed.Count == 0)
            yield break;
        var writers = changed.Select(place => (Name: KeptRegisters.NameOf(place), Item: call.WriterOf(place))).Where(writer => writer.Item is not null)
            .Select(writer => FormattableString.Invariant($"{writer.Name} in line {writer.Item!.At.Line}")).ToList();
        yield return DesignFault.At(
            call.Last, "SIM155", $"{what} {string.Join(", ", changed.Select(KeptRegisters.NameOf))}, which {who} needs",
            writers.Count > 0 ? $"Save and restore; last written: {string.Join(", ", writers)}." : null);
    }

    static Diagnostic NotRestored(TracedCall call, ulong link) => DesignFault.At(
        call.Last, "SIM155", $"x30 was not restored from x9: the traced function would return to 0x{link:x}, not to its caller",
        "x9 has the function's return address when the trampoline is called; it must be in x30 when the function goes on.");

    static IEnumerable<Diagnostic> Rules(CellSpec cell, BranchRules branches, ulong back)
    {
        if (branches.WithoutPad is { } branch)
        {
            var target = branch.To == back ? "after the callsite, where there is" : FormattableString.Invariant($"at 0x{branch.To:x}, where there is");
            yield return DesignFault.At(
                branch.Item, "SIM157", $"an indirect branch lands {target} no landing pad: a kernel with BTI, as {cell.Kernel.Name}, panics",
                "Return by RET, which needs none; begin what is called by BLR with 'bti c'.");
        }

        if (branches.WrongSignature is { } signature)
        {
            yield return DesignFault.At(
                signature.Item, "SIM158", $"the return address is not authenticated as it was signed: a kernel with pointer authentication, as {cell.Kernel.Name}, panics",
                "PACIASP and AUTIASP need the same x30 and the same sp; AUTIASP comes before the return.");
        }
    }

    static Diagnostic Skipped(TracedCall call) => DesignFault.At(
        call.Last, "SIM155", $"'{DesignFault.Words(call.Last?.Text ?? "")}' returns to the traced function's caller: the function does not run, and its time would be in no figure",
        call.ReturnedToAgain is { } lost ? FormattableString.Invariant($"'{DesignFault.Words(lost.Text)}' in line {lost.At.Line} overwrites x30, where the function goes on: save x30 before, and restore it.")
        : "To go on in the function, return to x30 as it is at entry, with x30 restored from x9.");

    static string Unpaired(OwnBranch branch) =>
        $"{PlaceOf(branch.Item)}: '{DesignFault.Words(branch.Item.Text)}' does not pair with the call before it, so that return stacks mispredict; 'ret' with the register of that call's return address does";

    static string PlaceOf(CodeItem? item) => FormattableString.Invariant($"{item?.At.File}:{item?.At.Line}");
}
