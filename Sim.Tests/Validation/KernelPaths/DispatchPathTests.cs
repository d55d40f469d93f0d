namespace Sim.Tests.Validation.KernelPaths;

/// <summary>What a traced call executes and touches is what the real kernel's does, whatever the tracers.</summary>
[TestFixtureSource(typeof(MeasuredPaths), nameof(MeasuredPaths.DispatchCases))]
public class DispatchPathTests(string kernel, string path)
{
    IReadOnlyDictionary<string, string> Measured => MeasuredPaths.Read("classes.csv", kernel, path).Single();

    [Test]
    public void The_call_has_as_many_instructions_as_measured()
    {
        var call = RecordedCall.Of(kernel, path);

        Assert.That(call.Steps, Has.Count.EqualTo(MeasuredPaths.Number(Measured["insns"])).Within(2).Percent);
    }

    [Test]
    public void Each_class_has_as_many_instructions_as_measured()
    {
        var classes = RecordedCall.Of(kernel, path).Classes;

        Assert.That(Deviations(name => MeasuredPaths.Number(Measured[name]), classes, InstructionClass.All, share: 0.10), Is.Empty);
    }

    [Test]
    public void Each_function_has_as_many_instructions_as_measured()
    {
        var measured = MeasuredPaths.Read("functions.csv", kernel, path)
            .ToDictionary(row => row["function"].Split('.')[0], row => MeasuredPaths.Number(row["insns"]));

        var functions = RecordedCall.Of(kernel, path).Functions;

        Assert.That(functions.Keys, Is.EquivalentTo(measured.Keys));
        Assert.That(Deviations(name => measured[name], functions, measured.Keys, share: 0.05), Is.Empty);
    }

    [Test]
    public void The_call_touches_as_many_lines_as_measured()
    {
        var call = RecordedCall.Of(kernel, path);
        var lines = new Dictionary<string, int>(call.DataLines) { ["code"] = call.CodeLines, ["data"] = call.DataLines.Values.Sum() };

        var deviations = Deviations(
            name => MeasuredPaths.Number(Measured[$"{name}_lines64"]), lines, ["code", "data", "stack", "heap", "kernel_image_data", "module"], share: 0.15);

        Assert.That(deviations, Is.Empty);
    }

    // Further off than a share of the measured number, and than two.
    static IEnumerable<string> Deviations(
        Func<string, int> measured, IReadOnlyDictionary<string, int> executed, IEnumerable<string> names, double share) =>
        from name in names
        let difference = Math.Abs(executed.GetValueOrDefault(name) - measured(name))
        where difference > 2 && difference > share * measured(name)
        select $"{name}: measured {measured(name)}, executed {executed.GetValueOrDefault(name)}";
}
