using Sim.Cli;

namespace Sim.Tests.Cli;

/// <summary>Trampolines as people write them: <c>sim check</c> of a scenario that names one.</summary>
public sealed class AssemblyFileTests
{
    const string Body = "mov x10, x30\nmov x30, x9\nret x10\n";

    const string Scenario = """
        # What does this trampoline cost?
        schema: sim/scenario/1
        name: own
        core: neoverse-n1
        kernel: linux-6.12-debian
        strategies: [{ file: own.s, entry: tramp }]
        workload: { kind: call_loop, calls: 1000 }
        tracers:
          relevant: { tracer: nop, count: 1 }
        """;

    string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("sim-assembly-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_branch_of_elseif_is_assembled() =>
        Assert.That(Check(".global tramp\ntramp:\n.ifdef NONE\nnop\n.elseif 1\nmov x0, #99\n.endif\n" + Body),
            Is.EqualTo((2, "SIM155")));

    [TestCase(".text\n.p2align 4\n.global tramp\ntramp:\n" + Body, TestName = "Alignment_of_its_own")]
    [TestCase(".macro keep a, b, by=16\nstp \\a, \\b, [sp, #-\\by]!\n.endm\n.macro back a, b, by=16\nldp \\a, \\b, [sp], #\\by\n.endm\n"
        + ".global tramp\ntramp:\nkeep x0, x1\nback x0, x1\n" + Body, TestName = "Macros_with_defaults")]
    [TestCase("# 1 \"own.S\"\n.arch armv8-a\n.pushsection .text, \"ax\", %progbits\n.global tramp\n.hidden tramp\n.type tramp, %function\ntramp:\n"
        + ".cfi_startproc\n" + Body + ".cfi_endproc\n.size tramp, . - tramp\n.popsection\n.section .note.GNU-stack, \"\", %progbits\n",
        TestName = "Decoration_of_compilers")]
    [TestCase(".include \"other.inc\"\n.global tramp\ntramp:\nleave\n", TestName = "An_included_file")]
    public void A_trampoline_checks_with(string text) => Assert.That(Check(text), Is.EqualTo((0, "")));

    [Test]
    public void Saving_simd_registers_costs_more()
    {
        const string Save = "stp q0, q1, [sp, #-32]!\nstr d2, [sp, #-16]!\nldr d2, [sp], #16\nldp q0, q1, [sp], #32\n";

        var (with, without) = (Cost(".global tramp\ntramp:\n" + Save + Body), Cost(".global tramp\ntramp:\n" + Body));

        Assert.That(with, Is.GreaterThan(without));
    }

    // Total nanoseconds per call, from the results.
    double Cost(string text)
    {
        Assert.That(Check(text), Is.EqualTo((0, "")));
        var results = Path.Combine(_folder, "out");
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = SimProgram.Run(["run", Path.Combine(_folder, "own.yaml"), "--out", results, "--no-charts"], output, errors);
        Assert.That(code, Is.Zero, errors.ToString());
        var rows = File.ReadAllLines(Path.Combine(results, "results.csv")).Select(line => line.Split(',')).ToList();
        return double.Parse(rows[1][Array.IndexOf(rows[0], "per_call_ns")], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Test]
    public void A_mistake_in_an_included_file_names_that_file()
    {
        File.WriteAllText(Path.Combine(_folder, "bad.inc"), "frob x0\n");

        Assert.That(Check(".include \"bad.inc\"\n.global tramp\ntramp:\n" + Body), Is.EqualTo((2, "SIM200")));
    }

    (int ExitCode, string Mistake) Check(string text)
    {
        File.WriteAllText(Path.Combine(_folder, "own.s"), text);
        File.WriteAllText(Path.Combine(_folder, "own.yaml"), Scenario);
        File.WriteAllText(Path.Combine(_folder, "other.inc"), ".macro leave\n" + Body + ".endm\n");
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var code = SimProgram.Run(["check", Path.Combine(_folder, "own.yaml")], output, errors);

        var at = errors.ToString().IndexOf("SIM", StringComparison.Ordinal);
        return (code, at < 0 ? "" : errors.ToString().Substring(at, 6));
    }
}
