using Sim.Core.Loads;
using Sim.Core.Runs;
using Sim.Tests.Validation;

namespace Sim.Tests.Loads;

public class SharedCodeTests
{
    [Test]
    public void Cells_that_differ_in_the_numbers_of_their_ops_share_linked_code() =>
        Assert.That(Built(relevant: 2, irrelevant: 3).Code, Is.SameAs(Built(relevant: 5, irrelevant: 7).Code));

    [Test]
    public void A_tracer_of_another_name_or_place_has_code_of_its_own()
    {
        var code = Built(relevant: 2).Code;

        Assert.That(Built(relevant: 2, tracer: "count").Code, Is.Not.SameAs(code));
        Assert.That(CallLoop.Build(Cell(2, 0, "nop") with { Setup = TracerSetup.Plain with { BuiltIn = true } }).Code, Is.Not.SameAs(code));
    }

    [Test]
    public void What_a_cell_writes_into_shared_code_stays_in_its_own_memory()
    {
        var traced = Built(relevant: 1);
        var callsite = traced.Code.Symbols["tracee_relevant_callsite"];
        var untraced = Built(relevant: 0);

        Assert.That(untraced.Memory.Read(callsite, 4), Is.Not.EqualTo(traced.Memory.Read(callsite, 4)));
        Assert.That(untraced.Code.WordAt(callsite), Is.EqualTo(traced.Code.WordAt(callsite)));
    }

    static CallLoop Built(int relevant, int irrelevant = 0, string tracer = "nop") => CallLoop.Build(Cell(relevant, irrelevant, tracer));

    static CellSpec Cell(int relevant, int irrelevant, string tracer) => Shipped.Cell("neoverse-n1", "linux-6.3-call-ops", relevant, irrelevant, tracer: tracer);
}
