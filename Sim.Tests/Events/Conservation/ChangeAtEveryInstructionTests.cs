using Sim.Core.Runs;

namespace Sim.Tests.Events.Conservation;

/// <summary>Tracers come and go before every single instruction of a call: it is counted or not, and comes back as if nothing had happened.</summary>
public class ChangeAtEveryInstructionTests
{
    const string Mine = "mine", Theirs = "theirs";

    // Who is there besides mine, on which functions, and who comes or goes.
    static readonly (int Theirs, string TheirFilter, string Changing)[] Situations =
    [
        (0, "", Mine),
        (2, TracedSystem.Some, Mine), (2, TracedSystem.Some, Theirs),
        (1, TracedSystem.Others, Mine), (1, TracedSystem.Others, Theirs),
    ];

    [Test]
    public void A_call_survives_whatever_comes_or_goes_meanwhile(
        [ValueSource(typeof(TracedSystem), nameof(TracedSystem.Kernels))] string kernel,
        [ValueSource(nameof(Situations))] (int, string, string) situation,
        [Values] bool attaches)
    {
        var (theirs, theirFilter, changing) = situation;
        List<Tool> tools = [TracedSystem.Tool(Mine, TracedSystem.All)];
        if (theirs > 0)
            tools.Add(TracedSystem.Tool(Theirs, theirFilter, theirs));
        AssertSurvives(kernel, tools, changing, attaches);
    }

    [Test]
    public void A_call_survives_the_function_tracer_and_what_it_writes_is_whole(
        [Values("linux-6.1-debian", "linux-6.12-debian")] string kernel, [Values(Mine, Theirs)] string changing, [Values] bool attaches) =>
        AssertSurvives(kernel, [TracedSystem.Trace(Mine, TracedSystem.Called), TracedSystem.Tool(Theirs, TracedSystem.Some)], changing, attaches);

    static void AssertSurvives(string kernel, List<Tool> tools, string changing, bool attaches)
    {
        var system = new TracedSystem(kernel, tools);
        foreach (var tool in tools.Where(tool => !attaches || tool.Name != changing))
            system.Change(tool.Name, attaches: true);

        var (seen, counted) = (new HashSet<string>(), new List<long>());
        for (var (instant, over) = (0, false); !over; instant++)
        {
            var before = tools.ToDictionary(tool => tool, tool => system.Counted(tool.Name));
            system.Begin();
            system.Running.Step(instant);
            over = system.Running.IsOver;
            seen.Add(system.Running.Region);
            system.Change(changing, attaches);
            system.Finish();

            foreach (var tool in tools)
            {
                var calls = system.Counted(tool.Name) - before[tool];
                if (tool.Name == changing)
                    counted.Add(calls);
                else
                    Assert.That(calls, Is.EqualTo(CountsOf(tool)), "who stays counts every call");
            }

            AssertWhoCounts(tools.Where(tool => tool.Name != changing || attaches));
            system.Change(changing, !attaches);
            AssertWhoCounts(tools.Where(tool => tool.Name != changing || !attaches));
        }

        // Whoever comes before the call asks for tracers is in time, whoever comes after is not; and the other way round.
        Assert.That((counted.Min(), counted.Max()), Is.EqualTo((0, CountsOf(tools.Single(tool => tool.Name == changing)))));
        Assert.That(counted, attaches ? Is.Ordered.Descending : Is.Ordered.Ascending);
        var isTraced = tools.Any(tool => TracedSystem.Traces(tool) && (tool.Name != changing || !attaches));
        Assert.That(seen, Is.SupersetOf(isTraced ? ["caller", "tracee", "trampoline", "tracer"] : new[] { "caller", "tracee" }));

        // A whole call now is counted by those that are there.
        void AssertWhoCounts(IEnumerable<Tool> there)
        {
            var before = tools.ToDictionary(tool => tool, tool => system.Counted(tool.Name));
            system.Call();
            foreach (var tool in tools)
                Assert.That(system.Counted(tool.Name) - before[tool], Is.EqualTo(there.Contains(tool) ? CountsOf(tool) : 0), tool.Name);
        }
    }

    static long CountsOf(Tool tool) => TracedSystem.Traces(tool) ? tool.Count : 0;
}
