using Sim.Scenarios.Profiles;

namespace Sim.Tests.Scenarios;

public class ProfileTreeTests
{
    [Test]
    public void A_profile_file_that_has_changed_is_read_as_it_is_now()
    {
        using var folder = new TemporaryFolder();
        var before = DepthOf(Written(7));

        Assert.That((before, DepthOf(Written(8))), Is.EqualTo((7, 8)));

        static int DepthOf(string path) => Profile.ReadCore(path, [])!.Value.Branches.ReturnStackDepth;

        string Written(int depth) => folder.Write(
            "mine.yaml", $"schema: sim/core/1\nname: mine\ninherits: neoverse-n1\nbranches:\n  return_stack_depth: {{ value: {depth}, guess: what if }}\n");
    }

    [Test]
    public void Mistakes_of_a_profile_file_are_reported_each_time_that_it_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("mine.yaml", "schema: sim/core/1\nname: mine\nname: mine\n");

        Assert.That(Mistakes(), Is.Not.Empty);
        Assert.That(Mistakes(), Is.Not.Empty);

        IEnumerable<string> Mistakes()
        {
            var bag = new Core.Diagnostics.DiagnosticBag();
            Profile.ReadCore(path, bag);
            return [.. bag.Select(mistake => mistake.Code)];
        }
    }
}
