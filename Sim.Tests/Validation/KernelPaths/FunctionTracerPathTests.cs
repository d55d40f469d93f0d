namespace Sim.Tests.Validation.KernelPaths;

/// <summary>What the kernel's function tracer executes for one event is close to what was measured, function by function.</summary>
[TestFixture("6.1.176-debian")]
[TestFixture("6.12.95-debian")]
public class FunctionTracerPathTests(string kernel)
{
    const string Path = "work_function";

    // The measured loop reads no number of calls: its instructions are left out on both sides.
    const string Caller = "caller_loop";

    [Test]
    public void The_call_has_about_as_many_instructions_as_measured()
    {
        var measured = MeasuredPaths.Read("functions.csv", kernel, Path)
            .Where(row => row["function"] != Caller).Sum(row => MeasuredPaths.Number(row["insns"]));

        var functions = RecordedCall.Of(kernel, Path).Functions;

        Assert.That(functions.Values.Sum() - functions[Caller], Is.EqualTo(measured).Within(5).Percent);
    }

    [TestCaseSource(typeof(FunctionTracerPathTests), nameof(Functions))]
    public void Each_function_has_about_as_many_instructions_as_measured(string function)
    {
        var measured = MeasuredPaths.Read("functions.csv", kernel, Path).SingleOrDefault(row => row["function"].Split('.')[0] == function);

        var executed = RecordedCall.Of(kernel, Path).Functions.GetValueOrDefault(function);

        Assert.That(executed, Is.EqualTo(measured is null ? 0 : MeasuredPaths.Number(measured["insns"])).Within(10).Percent);
    }

    [Test]
    public void No_function_is_called_that_was_not_measured()
    {
        var measured = MeasuredPaths.Read("functions.csv", kernel, Path).Select(row => row["function"].Split('.')[0]);

        Assert.That(RecordedCall.Of(kernel, Path).Functions.Keys, Is.SubsetOf(measured.Select(name => name == "gtw_target" ? "tracee_relevant" : name)));
    }

    [TestCaseSource(typeof(InstructionClass), nameof(InstructionClass.All))]
    public void Each_class_has_about_as_many_instructions_as_measured(string name)
    {
        var measured = MeasuredPaths.Number(MeasuredPaths.Read("classes.csv", kernel, Path).Single()[name]);

        var executed = RecordedCall.Of(kernel, Path).Classes[name];

        Assert.That(executed, Is.EqualTo(measured).Within(Math.Max(3, 0.10 * measured)));
    }

    static IEnumerable<string> Functions =>
        MeasuredPaths.Read("functions.csv").Where(row => row["case"] == Path && row["function"] is not (Caller or "gtw_target"))
            .Select(row => row["function"].Split('.')[0]).Distinct();
}
