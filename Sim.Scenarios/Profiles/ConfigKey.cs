using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Build.Rules;
using Sim.Scenarios.Import.Configs;
using Sim.Scenarios.Import.Lines;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>The key <c>config</c> of a kernel file: a <c>.config</c> that gives its release, compiler and options.</summary>
static class ConfigKey
{
    /// <summary>Where a value of the config comes from, in reports.</summary>
    public const string Source = "its .config";

    /// <summary>The config that <paramref name="node"/> names, relative to <paramref name="folder"/>; null with diagnostics.</summary>
    public static KernelConfig? Read(Node node, string folder, DiagnosticBag bag)
    {
        if (new ValueReader(bag).Text(node, "config") is not { } text)
            return null;
        var path = Path.Combine(folder, text);
        var mistakes = new DiagnosticBag();
        var config = KernelConfig.Read(ImportSource.File(path), mistakes);
        NamedFile.Report(node, text, path, mistakes, bag);
        return config;
    }

    /// <summary>Reports values of a file that contradict the config it names: which of the two was built?</summary>
    public static void Check(KernelConfig config, Mapping own, DiagnosticBag bag)
    {
        foreach (var (path, text, _) in ConfiguredBuild.Values(config))
        {
            if (Find(own, path) is not { } given)
                continue;
            var value = (given as Mapping)?.Find("value") ?? given;
            if (value is not Scalar scalar || scalar.Text != text)
                value.Place.Report(bag, Code.Inconsistent, $"{path} {Quoted.Text(value)} contradicts the config {Quoted.Text(config.Path)}, which says {text}", "Leave it out: the config is what was built.");
        }
    }

    /// <summary><paramref name="values"/> with those of the config, which wins.</summary>
    public static Mapping Apply(KernelConfig config, Mapping values)
    {
        foreach (var (path, text, place) in ConfiguredBuild.Values(config))
        {
            var leaf = new Mapping(place, [new(new Scalar(place, "value"), new Scalar(place, text)), new(new Scalar(place, "source"), new Scalar(place, Source))]);
            values = new Setting(new Scalar(place, path), leaf).ApplyTo(values);
        }

        return values;
    }

    /// <summary>What readers must know of a build with a config: what the config leaves open, and where it contradicts the rules of its release.</summary>
    public static IReadOnlyList<string> Remarks(KernelConfig config, KernelBuild build) =>
    [
        .. ConfiguredBuild.Remarks(config, build).Select(remark => $"{build.Name}: {remark}"),
        .. from finding in ConfigResolver.Resolve(build).Findings
           where finding.Evidence == ConfiguredFeatures.Evidence
           select $"{build.Name}: {FeatureName.Of(finding.Feature, build.Version)}: {finding.Reason}",
    ];

    static Node? Find(Mapping values, string path)
    {
        Node? node = values;
        foreach (var key in path.Split('.'))
            node = (node as Mapping)?.Find(key);
        return node;
    }
}
