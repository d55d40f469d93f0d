using Sim.Cli;

namespace Sim.Tests.Cli;

public sealed class CompletionVerbTests
{
    [TestCase("sim ru", "run")]
    [TestCase("sim run rut", "rutland-2023-call-ops rutland-2023-raw")]
    [TestCase("sim run x --forma", "--format")]
    [TestCase("sim run x --format m", "markdown")]
    [TestCase("sim list ke", "kernels")]
    [TestCase("sim schema c", "core")]
    [TestCase("sim calibrate x --core neoverse-v", "neoverse-v1 neoverse-v2 neoverse-v3")]
    [TestCase("sim layout --kernel linux-6.12-d", "linux-6.12-debian linux-6.12-debian-kaslr")]
    public void A_shell_completes_verbs_options_and_names(string line, string expected) =>
        Assert.That(Run("completion", "bash", "--line", line).Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(expected.Split(' ')));

    [TestCase("bash")]
    [TestCase("zsh")]
    [TestCase("fish")]
    public void A_script_asks_sim_itself(string shell) => Assert.That(Run("completion", shell), Does.Contain($"sim completion {shell} --line"));

    static string Run(params string[] arguments)
    {
        using var output = new StringWriter();
        Assert.That(SimProgram.Run(arguments, output, TextWriter.Null), Is.Zero);
        return output.ToString();
    }
}
