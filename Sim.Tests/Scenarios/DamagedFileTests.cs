using Sim.Core.Diagnostics;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Profiles;

namespace Sim.Tests.Scenarios;

public sealed class DamagedFileTests
{
    const string Letters = "[]{}:,-#&*!|>'\"%@`$ \n\t0aé\u0001~?=";

    [Test]
    public void A_damaged_scenario_gives_diagnostics_and_never_an_exception() =>
        Damage(SampleScenario.Text, 300, (folder, text) => folder.Mistakes(text));

    [Test]
    public void A_damaged_core_file_gives_diagnostics_and_never_an_exception() =>
        Damage(Shipped("cores", "neoverse-n1.yaml"), 100, (folder, text) => Profile.ReadCore(folder.Write("n1.yaml", text), []));

    [Test]
    public void A_damaged_kernel_file_gives_diagnostics_and_never_an_exception() => Damage(
        Shipped("kernels", "linux-6.1-debian.yaml"), 100, (folder, text) => Profile.ReadKernel(folder.Write("k.yaml", text), []));

    [Test]
    public void A_damaged_measurement_file_gives_diagnostics_and_never_an_exception() =>
        Damage(Shipped("measurements", "rutland-2023-m1.csv"), 100, (folder, text) =>
        {
            var bag = new DiagnosticBag();
            var file = MeasurementFile.Read(folder.Write("m.csv", text), bag);
            Assert.That(file is null, Is.EqualTo(bag.HasErrors));
        });

    static void Damage(string text, int times, Action<TemporaryFolder, string> read)
    {
        var random = new Random(1);
        using var folder = new TemporaryFolder();
        for (var time = 0; time < times; time++)
        {
            var damaged = Damaged(text, random);
            Assert.That(() => read(folder, damaged), Throws.Nothing, damaged);
        }
    }

    static string Damaged(string text, Random random)
    {
        for (var count = random.Next(1, 4); count > 0 && text.Length > 0; count--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(12), text.Length - at);
            text = random.Next(4) switch
            {
                0 => text[..at],
                1 => text.Remove(at, length),
                2 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
                _ => text[..at] + Letters[random.Next(Letters.Length)] + text[(at + 1)..],
            };
        }

        return text;
    }

    static string Shipped(string folder, string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "scenarios", folder, name));
}
