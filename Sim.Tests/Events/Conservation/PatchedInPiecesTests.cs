using CsCheck;
using Sim.Core.Runs;

namespace Sim.Tests.Events.Conservation;

/// <summary>Calls go on while a callsite is patched in pieces: literal, word, maintained line.</summary>
public class PatchedInPiecesTests
{
    const string Mine = "mine", Theirs = "theirs";

    [Test]
    public void A_call_survives_each_step_of_patching_at_each_of_its_instructions(
        [ValueSource(typeof(TracedSystem), nameof(TracedSystem.Kernels))] string kernel, [Values] bool isShared, [Values] bool attaches)
    {
        List<Tool> tools = [TracedSystem.Tool(Mine, TracedSystem.Called), TracedSystem.Tool(Theirs, TracedSystem.Some)];
        var system = new TracedSystem(kernel, tools);
        if (isShared)
            system.Change(Theirs, attaches: true);
        if (!attaches)
            system.Change(Mine, attaches: true);
        var steps = StepsOf(system, attaches);
        system.Change(Mine, !attaches);

        var hasLiteral = system.CallsiteState.Literal != 0;
        Assert.That(steps, Has.Count.EqualTo((isShared, hasLiteral) switch
        {
            (false, true) => 2, // literal, word
            (false, false) => 1, // word
            (true, true) => 1, // literal
            (true, false) => 0,
        }));

        for (var (instant, over) = (0, false); !over; instant++)
        {
            // Up to each step, the rest of a call that was at that instant since the step before.
            var operation = system.Operation(Mine, attaches);
            var (done, before, calls) = (0, Counts(), 0);
            foreach (var step in steps.Append(int.MaxValue))
            {
                system.Begin();
                system.Running.Step(instant);
                over = system.Running.IsOver;
                done += operation.Step(step - done);
                system.Finish();
                system.Call();
                calls += 2;
            }

            var (mine, theirs) = (Counts().Mine - before.Mine, Counts().Theirs - before.Theirs);
            Assert.That(theirs, Is.EqualTo(isShared ? calls : 0), "who stays counts every call");
            Assert.That(mine, attaches ? Is.InRange(1, calls) : Is.InRange(0, calls - 1), "the last call comes when all is done");
            system.Change(Mine, !attaches);
        }

        (long Mine, long Theirs) Counts() => (system.Counted(Mine), system.Counted(Theirs));
    }

    [TestCaseSource(typeof(TracedSystem), nameof(TracedSystem.Kernels))]
    public void Calls_survive_any_interleaving_with_registrations(string kernel) =>
        Schedules.Sample(
            schedule =>
            {
                Tool[] tools = [TracedSystem.Tool("a", TracedSystem.All, 2), TracedSystem.Tool("b", TracedSystem.Some), TracedSystem.Tool("c", TracedSystem.Others)];
                var system = new TracedSystem(kernel, tools);
                var there = new HashSet<string>();
                system.Begin();
                foreach (var (tool, number, pieces) in schedule)
                {
                    var name = $"{tools[tool].Name}{number % tools[tool].Count}";
                    var attaches = there.Add(name);
                    if (!attaches)
                        there.Remove(name);
                    var operation = system.Operation(tools[tool].Name, attaches, number % tools[tool].Count);
                    foreach (var (ofOperation, ofCall) in pieces)
                    {
                        operation.Step(ofOperation);
                        system.Running.Step(ofCall);
                        if (!system.Running.IsOver)
                            continue;
                        system.Finish();
                        system.Begin();
                    }

                    // The next one waits for the kernel's mutex, and for tasks that may still be inside of a tracer.
                    operation.Step();
                    if (attaches)
                        continue;
                    system.Finish();
                    system.Begin();
                }

                system.Finish();
                var before = tools.Sum(tool => system.Counted(tool.Name));
                system.Call();
                Assert.That(tools.Sum(tool => system.Counted(tool.Name)) - before, Is.EqualTo(there.Count(name => name[0] != 'c')));
            },
            iter: 60,
            threads: 1);

    // What is changed, and in turn how many instructions of that and of calls are executed.
    static Gen<(int Tool, int Number, (int OfOperation, int OfCall)[] Pieces)[]> Schedules =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1], Gen.Select(Gen.Int[1, 900], Gen.Int[0, 150]).Array[0, 40]).Array[1, 8];

    // After how many instructions of the operation something has changed at the callsite.
    static List<int> StepsOf(TracedSystem system, bool attaches)
    {
        var operation = system.Operation(Mine, attaches);
        var (steps, state) = (new List<int>(), system.CallsiteState);
        for (var executed = 0; operation.Step(1) > 0;)
        {
            executed++;
            if (system.CallsiteState == state)
                continue;
            steps.Add(executed);
            state = system.CallsiteState;
        }

        return steps;
    }
}
