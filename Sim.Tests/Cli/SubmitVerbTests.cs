using Sim.Cli;

namespace Sim.Tests.Cli;

/// <summary>What comes before the queue; <c>.ci/check-slurm</c> has the rest, with a real Slurm.</summary>
public sealed class SubmitVerbTests
{
    [TestCase("--tasks", "0", "--tasks '0' is not a whole number from 1 to 100000")]
    [TestCase("--tasks", "many", "--tasks 'many' is not a whole number from 1 to 100000")]
    [TestCase("--poll", "0", "--poll '0' is not a whole number from 1 to 3600")]
    public void A_number_out_of_bounds_is_told(string option, string value, string message)
    {
        using var run = new SimRun();

        var code = run.Sim(["submit", "slurm", run.Write("small.yaml", SimRun.Scenario), .. option == "--tasks" ? [] : (string[])["--tasks", "2"], option, value]);

        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Stderr.ToString(), Does.Contain(message));
    }

    [Test]
    public void The_batch_script_runs_a_shard_with_the_words_of_the_user()
    {
        using var run = new SimRun();
        var output = run.Path("o'ut");

        var code = run.Sim(
            ["submit", "slurm", run.Write("small.yaml", SimRun.Scenario), "--tasks", "3", "--out", output, "--set", "workload.calls=20", "--uncertainty", "5", "--sbatch=--partition=long", "--command", "srun sim"],
            new CancellationToken(canceled: true));

        var script = File.ReadAllText(Path.Combine(output, "shards", "job.sh"));
        Assert.That(code, Is.EqualTo(ExitCode.Interrupted));
        Assert.That(script, Does.StartWith("#!/bin/bash\n").And.Contain("\n#SBATCH --partition=long\n"));
        Assert.That(script, Does.Contain($"\nsrun sim run '{run.Path("small.yaml")}' '--set' 'workload.calls=20' '--uncertainty' '5' \\\n  --shard \"$SLURM_ARRAY_TASK_ID/3\""));
        Assert.That(script, Does.Contain("/o'\\''ut/shards'"));
    }

    [Test]
    public void A_mistake_in_the_scenario_is_told_before_anything_is_submitted()
    {
        using var run = new SimRun();

        var code = run.Sim(["submit", "slurm", run.Write("small.yaml", SimRun.Scenario.Replace("calls: 1000", "calls: 0", StringComparison.Ordinal)), "--tasks", "3", "--out", run.Path("out")]);

        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Stderr.ToString(), Does.Contain("SIM121"));
        Assert.That(Directory.Exists(run.Path("out")), Is.False);
    }
}
