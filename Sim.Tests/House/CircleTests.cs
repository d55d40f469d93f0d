using Sim.Tests.House.Symbols;

namespace Sim.Tests.House;

public class CircleTests
{
    static readonly CompiledProject[] Projects = [CompiledProject.Core, CompiledProject.Scenarios, CompiledProject.Reports];

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void Folders_of_a_project_do_not_use_each_other_in_circles(int project)
    {
        var circles = Circles.In(Projects[project].Uses);

        Assert.That(circles.SelectMany(circle => Within(circle, Projects[project])), Is.Empty);
    }

    [Test]
    public void Lambdas_generic_arguments_and_catch_clauses_use_types_as_well()
    {
        const string Example = "Sim.Tests.House.Symbols.Example";

        var uses = CompiledProject.OfTests(Example).Uses;

        Assert.That(Circles.In(uses).Single(), Is.EqualTo(new[] { $"{Example}.First", $"{Example}.Second", $"{Example}.Third" }));
        Assert.That(uses.Select(use => use.Type), Does.Contain("FourException"));
    }

    static IEnumerable<string> Within(string[] circle, CompiledProject project) =>
        from use in project.Uses
        where circle.Contains(use.From) && circle.Contains(use.To)
        select use.ToString();
}
