using Sim.Core.Diagnostics;
using Sim.Core.Runs;
using Sim.Scenarios.Files;
using Sim.Scenarios.Running;

namespace Sim.Tests.Scenarios.Captures;

/// <summary><c>patch</c>: what a captured call would cost with other code in it.</summary>
public sealed class PatchTests
{
    const string Machine = "core: neoverse-n1\nkernel: ./my.capture\n";

    [Test]
    public void A_capture_runs_as_it_is_and_with_a_routine_in_the_place_of_its_own()
    {
        using var folder = FolderWithCapture();
        folder.Write("leave.s", "        .global leave\nleave:  mov     x10, x30\n        mov     x30, x9\n        ret     x10\n");

        var cells = Run(folder, "- { function: tracer, file: leave.s }");

        Assert.That(cells.Select(cell => cell.Spec.Kernel.Name), Is.EqualTo(new[] { "my", "my-patched" }));
        Assert.That(cells.Select(cell => InstructionsOf(cell, "tracer") / cell.Run!.Calls), Is.EqualTo(new[] { 15, 3 }));
    }

    [Test]
    public void The_title_says_what_the_patch_saves_and_not_what_tracing_costs()
    {
        using var folder = FolderWithCapture();

        var title = Sim.Reports.Remarks.Headline.Of(Reports.MadeUp.Of("patch", "?", Run(folder, "- { at: tracer+0x0, words: [0xaa1e03ea, 0xaa0903fe, 0xd65f0140] }"))).Title;

        Assert.That(title, Does.Match("^The patch saves a call [0-9.]+ ns under captured"));
    }

    [Test]
    public void Words_go_where_the_scenario_says()
    {
        using var folder = FolderWithCapture();

        var cells = Run(folder, "- { at: tracer+0x0, words: [0xaa1e03ea, 0xaa0903fe, 0xd65f0140] }");

        Assert.That(cells.Select(cell => InstructionsOf(cell, "tracer") / cell.Run!.Calls), Is.EqualTo(new[] { 15, 3 }));
    }

    [Test]
    public void A_patch_that_never_returns_has_no_numbers()
    {
        using var folder = FolderWithCapture();

        var cells = Run(folder, "- { at: tracer, words: [0x14000000] }");

        Assert.That(cells.Select(cell => cell.Status), Is.EqualTo(new[] { CellStatus.Ok, CellStatus.Unsupported }));
        Assert.That(cells[1].Reason, Does.Contain("has not returned after 4,000,000 instructions"));
    }

    [TestCase("- { function: traser, file: x.s }", "s.yaml:8:17: error SIM102: the capture has no function 'traser'", "did you mean 'tracer'?")]
    [TestCase("- { function: tracer, file: long.s }", "long.s:1:9: error SIM121: the routine is too long: 8196 bytes, where tracer has 72", "")]
    [TestCase("- { function: tracer, file: far.s }", "far.s:2:17: error SIM221:", "")]
    [TestCase("- { function: tracer, file: unknown.s }", "unknown.s:1:9: error SIM200: unknown mnemonic 'movv'", "did you mean 'mov'?")]
    [TestCase("- { at: tracer+0x8000, words: [0x0] }", "s.yaml:8:11: error SIM121: 'tracer+0x8000' is after the end of tracer", "")]
    [TestCase("- { at: tracer+2, words: [0x0] }", "s.yaml:8:11: error SIM120: offset '2' is not a multiple of 4", "")]
    [TestCase("- { at: tracer, words: [nop] }", "s.yaml:8:27: error SIM120: word 'nop' is not from 0x0 to 0xffffffff", "")]
    [TestCase("- { at: tracer }", "s.yaml:8:5: error SIM123: an entry of patch has at and words, or function and file", "")]
    [TestCase("- { at: tracer, words: [0x0, 0x0] }\n  - { at: tracer+0x4, words: [0x0] }", "s.yaml:9:5: error SIM146: two entries of patch change tracer+0x4", "")]
    [TestCase("- { at: tracer, word: [0x0] }", "s.yaml:8:19: error SIM110:", "did you mean 'words'?")]
    public void A_mistake_in_a_patch_has_its_place(string patch, string mistake, string hint)
    {
        using var folder = FolderWithCapture();
        folder.Write("x.s", "        ret\n");
        folder.Write("long.s", "        .space 8192\n        ret\n");
        folder.Write("far.s", "        nop\n        b       . + 0x40000000\n");
        folder.Write("unknown.s", "        movv    x0, x1\n");

        var shown = folder.Mistakes(Scenario(Machine, patch));

        Assert.That(shown, Does.StartWith(mistake).And.Contain(hint));
    }

    [Test]
    public void A_patch_needs_a_capture()
    {
        using var folder = new TemporaryFolder();

        var shown = folder.Mistakes(Scenario("core: neoverse-n1\nkernel: linux-6.12-debian\n", "- { at: tracer, words: [0x0] }"));

        Assert.That(shown, Does.Contain("error SIM123: patch changes captures, and the scenario has none"));
    }

    static long InstructionsOf(CellResult cell, string region) => cell.Run!.Regions.Single(known => known.Region == region).Instructions;

    internal static TemporaryFolder FolderWithCapture()
    {
        var folder = new TemporaryFolder();
        TracedKernel.WriteTo(folder.PathOf("image"), folder.PathOf("my.capture"));
        return folder;
    }

    static string Scenario(string machine, string patch) =>
        $"# Why?\nschema: sim/scenario/1\nname: s\n{machine}workload: {{ kind: captured_call, calls: 100 }}\npatch:\n  {patch}\ntracers: {{ relevant: {{ count: 1 }} }}\n";

    static IReadOnlyList<CellResult> Run(TemporaryFolder folder, string patch)
    {
        var bag = new DiagnosticBag();
        var scenario = ScenarioFile.Read(folder.Write("s.yaml", Scenario(Machine, patch)), [], bag);
        Assert.That(folder.Show(bag), Is.Empty);
        return new Runner(1).Run(scenario!);
    }
}
