using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Calibration;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Running;
using Sim.Tests.Scenarios;

namespace Sim.Tests.Validation.Calibration;

/// <summary>The one core with fitted values is what calibration makes of the textbook's.</summary>
public sealed class ShippedFitTests
{
    const string Firestorm = "apple-m1-firestorm";

    [Test]
    public void Calibration_from_textbook_values_reproduces_the_shipped_core()
    {
        using var folder = new TemporaryFolder();
        var shipped = Profile.ReadCore(Firestorm, [])!;
        var textbook = Textbook(folder);

        var fit = Calibrator.Fit(textbook, [], [Shipped.Measurements("rutland-2023-m1.csv")], [], seed: 0, new Runner(2), [])!;
        var written = Profile.ReadCore(folder.Write("again.yaml", FittedCoreFile.Write("again", folder.PathOf($"{Firestorm}.yaml"), fit)), [])!;

        Assert.That(textbook.Value.Forwarding.ReleaseLatency, Is.EqualTo(28));
        Assert.That(fit.Parameters.Select(parameter => parameter.Value), Is.EqualTo(new[] { shipped.Value.Forwarding.ReleaseLatency }));
        // The new file inherits all but what was fitted.
        Assert.That(written.Provenance.Select(value => value with { IsInherited = false }), Is.EqualTo(shipped.Provenance));
    }

    [Test]
    public void It_has_one_fitted_value_and_the_others_none()
    {
        var fitted = ProfileCatalogue.BuiltIn.Cores.SelectMany(core => Profile.ReadCore(core.Name, [])!.Provenance
            .Where(value => value.Fitted is not null).Select(value => $"{core.Name} {value.Key}"));

        Assert.That(fitted, Is.EqualTo(new[] { $"{Firestorm} forwarding.release_latency" }));
    }

    [Test]
    public void Only_rows_marked_calibration_count()
    {
        var file = Shipped.Measurements("rutland-2023-m1.csv");
        var core = Profile.ReadCore(Firestorm, [])!;
        var other = file with { Rows = [.. file.Rows.Select(row => row.Role == MeasurementRole.Calibration ? row : row with { Value = row.Value * 3 })] };

        Assert.That(Calibrator.Fit(core, [], [other], [], 0, new Runner(2), [])!.Parameters, Is.EqualTo(Calibrator.Fit(core, [], [file], [], 0, new Runner(2), [])!.Parameters));
    }

    // The shipped file with the fitted value as it was before: it is not published, so that of a refused store.
    static Profile<CoreProfile> Textbook(TemporaryFolder folder)
    {
        var lines = House.Repository.Read($"scenarios/cores/{Firestorm}.yaml").Split('\n').Select(line => line.TrimStart().StartsWith("release_latency:", StringComparison.Ordinal)
            ? "  release_latency: { value: 28, guess: \"that of a refused store\", range: [8, 40], free: true }"
            : line);
        return Profile.ReadCore(folder.Write($"{Firestorm}.yaml", string.Join('\n', lines)), [])!;
    }
}
