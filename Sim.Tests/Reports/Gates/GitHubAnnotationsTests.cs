using Sim.Core.Diagnostics;
using Sim.Reports.Gates;

namespace Sim.Tests.Reports.Gates;

public sealed class GitHubAnnotationsTests
{
    [Test]
    public void What_fails_and_what_was_not_checked_is_annotated_with_its_place_and_escaped_as_the_runner_reads_it() => Assert.That(
        GitHubAnnotations.Of(
            [
                new Gate("s",
                [
                    GateCase.Passed("fine"),
                    new("slow", GateState.Failed, "5 % more: a, b", ["cell 6", "cell 7"], new SourceSpan("/repo/perf/a,b:c.yaml", 14, 5, 3)),
                    new("lost", GateState.Error, "nowhere", []),
                    new("skipped", GateState.Skipped, "nothing", []),
                ]),
            ], "/repo"),
        Is.EqualTo("::error file=perf/a%2Cb%3Ac.yaml,line=14,col=5,title=sim::5 %25 more: a, b%0Acell 6%0Acell 7\n::error title=sim::nowhere\n::notice title=sim::nothing\n"));

    [Test]
    public void A_mistake_in_a_file_is_annotated_with_its_code_and_hint() => Assert.That(
        GitHubAnnotations.Of([new Diagnostic("SIM102", "unknown metric 'x'", new SourceSpan("s.yaml", 3, 1, 1), "did you mean 'y'?")], null),
        Is.EqualTo("::error file=s.yaml,line=3,col=1,title=SIM102::unknown metric 'x'%0Ahint: did you mean 'y'?\n"));

    [Test]
    public void There_are_no_more_than_GitHub_shows_and_the_last_says_how_many_are_missing()
    {
        var lines = GitHubAnnotations.Of([new Gate("s", [.. Enumerable.Range(0, 30).Select(index => new GateCase($"{index}", GateState.Failed, $"{index}", []))])], null).Split('\n');

        Assert.That(lines, Has.Length.EqualTo(11));
        Assert.That(lines[9], Is.EqualTo("::error title=sim::21 more: see the job's output"));
    }

    [Test]
    public void A_file_outside_of_the_workspace_keeps_its_path() => Assert.That(
        GitHubAnnotations.Of([new Diagnostic("SIM101", "gone", new SourceSpan("/elsewhere/s.yaml"))], "/repo"), Does.StartWith("::error file=/elsewhere/s.yaml,title="));
}
