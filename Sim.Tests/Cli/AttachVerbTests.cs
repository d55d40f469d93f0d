using System.Globalization;
using Sim.Tests.Scenarios;

namespace Sim.Tests.Cli;

public sealed class AttachVerbTests
{
    const string SmallKernel = """
        schema: sim/kernel/1
        name: small
        inherits: linux-6.12-debian
        size:
          traceable_functions: { value: 600, guess: a test }
          text: { value: 15_925_248 B, guess: a test }
        """;

    [Test]
    public void Every_step_is_told_and_together_they_are_all()
    {
        var rows = Rows("--functions", "1,20,all", "--tracer", "nop", "--core", "cortex-a53");

        var operations = rows.GroupBy(row => (row["functions"], row["operation"])).ToList();
        Assert.That(operations, Has.Count.EqualTo(6));
        foreach (var operation in operations)
        {
            var all = operation.Single(row => row["step"] == "all");
            foreach (var column in new[] { "instructions", "cycles" })
                Assert.That(operation.Where(row => row != all).Sum(row => Number(row[column])), Is.EqualTo(Number(all[column])));
            Assert.That(all["patched_callsites"], Is.EqualTo(all["functions"]));
        }
    }

    [Test]
    public void A_second_core_executes_the_same_in_another_time()
    {
        var rows = Rows("--functions", "all", "--core", "cortex-a53", "--core", "neoverse-n1");

        var cores = rows.Where(row => row["step"] == "all").GroupBy(row => row["core"]).ToList();
        Assert.That(cores[0].Select(row => row["instructions"]), Is.EqualTo(cores[1].Select(row => row["instructions"])));
        Assert.That(cores[0].Sum(row => Number(row["time_ns"])), Is.GreaterThan(cores[1].Sum(row => Number(row["time_ns"]))));
    }

    [Test]
    public void A_function_that_stands_early_is_found_early()
    {
        var (early, last) = (Rows("--functions", "1", "--among", "5"), Rows("--functions", "1"));

        Assert.That(Walk(early) * 10, Is.LessThan(Walk(last)));
        Assert.That(early.Select(row => row["among_first_percent"]), Is.All.EqualTo("5"));

        static double Walk(List<Dictionary<string, string>> rows) =>
            rows.Where(row => row["step"] is "count users" or "look up").Sum(row => Number(row["instructions"]));
    }

    [Test]
    public void Any_number_of_jobs_gives_the_same_bytes() =>
        Assert.That(Output("--functions", "1,9,all", "--jobs", "2"), Is.EqualTo(Output("--functions", "1,9,all", "--jobs", "1")));

    [Test]
    public void The_table_says_what_was_measured_where_somebody_did()
    {
        var output = Sim("attach", "--functions", "1", "--tracer", "nop", "--kernel", "linux-6.1-debian").Output;

        Assert.That(output, Does.Contain("measured (millions)").And.Contain("7.12"));
    }

    [Test]
    public void One_function_and_all_are_attached_to_unless_others_are_named() =>
        Assert.That(Rows("--tracer", "nop").Select(row => row["functions"]).Distinct(), Is.EqualTo(new[] { "1", "600" }));

    [TestCase("--tracer", "cuont", "unknown tracer 'cuont'\n hint: did you mean 'count'?")]
    [TestCase("--functions", "1,some", "--functions 'some' is neither 'all' nor a whole number from 1 to 10,000,000")]
    [TestCase("--functions", "601", "small has 600 functions, not 601")]
    [TestCase("--among", "101", "--among '101'")]
    [TestCase("--core", "cortex-a35", "cortex-a35")]
    public void A_mistake_says_what_to_type_instead(string option, string value, string message)
    {
        var run = Run(option, value);

        Assert.That(run.Code, Is.EqualTo(2));
        Assert.That(run.Errors, Does.Contain(message));
    }

    [TestCase("linux-5.4-mcount", "does not say how many functions it has")]
    [TestCase("linux-6.12-debian-kaslr", "through its PLT only")]
    public void A_build_that_cannot_be_attached_to_here_is_refused_with_the_reason(string kernel, string reason)
    {
        var run = Sim("attach", "--functions", "1", "--kernel", kernel);

        Assert.That(run.Code, Is.EqualTo(2));
        Assert.That(run.Errors, Does.Contain(reason));
    }

    static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        return Sim(["attach", "--kernel", folder.Write("small.yaml", SmallKernel), .. arguments]);
    }

    static (int Code, string Output, string Errors) Sim(params string[] arguments)
    {
        using var run = new SimRun();
        return (run.Sim(arguments), run.Stdout.ToString(), run.Stderr.ToString());
    }

    static string Output(params string[] arguments)
    {
        var run = Run([.. arguments, "--format", "csv"]);
        Assert.That(run.Code, Is.Zero, run.Errors);
        return run.Output;
    }

    static List<Dictionary<string, string>> Rows(params string[] arguments)
    {
        var lines = Output(arguments).Trim().Split('\n');
        var columns = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => columns.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
