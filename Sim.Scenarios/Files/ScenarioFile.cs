using System.Security.Cryptography;
using System.Text;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Captures;
using Sim.Scenarios.Checks;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Measurements;
using Sim.Scenarios.Profiles;
using Sim.Scenarios.Reading;
using Sim.Scenarios.Sweeps;
using Sim.Scenarios.Workloads;

namespace Sim.Scenarios.Files;

/// <summary>Reads scenario files.</summary>
public static class ScenarioFile
{
    const string Schema = "sim/scenario/1";
    const double PicosecondsPerNanosecond = 1000;

    /// <summary>The scenario at <paramref name="path"/>; null with all its mistakes in <paramref name="bag"/>.</summary>
    /// <param name="path">A file, or the name of a scenario that comes with Sim.</param>
    /// <param name="overrides"><c>key=value</c> with dotted keys of the file; later ones win.</param>
    /// <param name="bag">Receives every mistake; nothing is thrown.</param>
    public static Scenario? Read(string path, IReadOnlyList<string> overrides, DiagnosticBag bag)
    {
        if (Locate(path, bag) is not { } found)
            return null;
        using var inputs = InputFiles.Keep();
        return ReadAt(found, overrides, bag) is { } scenario ? scenario with { Inputs = inputs.Files } : null;
    }

    /// <summary>The same, of the file at <paramref name="found"/>.</summary>
    internal static Scenario? ReadAt(string found, IReadOnlyList<string> overrides, DiagnosticBag bag)
    {
        var before = bag.Count;
        if (TextFile.Read(found, TextFile.MaxYamlBytes, bag) is not { } file)
            return null;
        var question = Question(file, bag);
        if (YamlTree.Read(file, bag) is not { } root)
            return null;
        if (root is not Mapping mapping)
        {
            root.Place.Report(bag, Code.WrongType, "a scenario must be a mapping of keys to values");
            return null;
        }

        if (mapping.Find("schema") is Scalar { Text: "sim/core/1" or "sim/kernel/1" } other)
        {
            var kind = other.Text.Split('/')[1];
            other.Place.Report(bag, Code.OtherFormat, $"this is a {kind} file, not a scenario", $"A scenario names it: {kind}: {Path.GetFileName(found)}. 'sim check {Path.GetFileName(found)}' checks it alone.");
            return null;
        }

        var name = FileHeader.NameOf(found, mapping);
        FileHeader.Check(mapping, Schema, name, bag);
        var settings = new ProfileSettings();
        var scenario = Build(file, Override.Apply(mapping, overrides, (path, value) => settings.Add(path, value, bag), bag), name, question, overrides, settings, bag);
        return bag.Count == before ? scenario : null;
    }

    static Scenario? Build(
        TextFile file, Mapping root, string name, string question, IReadOnlyList<string> overrides, ProfileSettings settings, DiagnosticBag bag)
    {
        var fields = Fields.Of(root, ScenarioKeys.Root, bag)!;
        var folder = Path.GetDirectoryName(file.Path) ?? "";
        var cores = new ProfileReferences(root, fields, ProfileKind.Core, bag).Read(name => Profile.ReadCore(name, Override.FolderOf(name, folder), settings.Core, bag), core => core.Name);
        var kernels = new ProfileReferences(root, fields, ProfileKind.Kernel, bag).Read(name => Profile.ReadKernel(name, Override.FolderOf(name, folder), settings.Kernel, bag), kernel => kernel.Name);
        var patches = new CapturePatches(folder, bag);
        if (fields.Node("patch") is { } patch)
            kernels = [.. kernels, .. CapturedKernel.Patched(kernels, patch, patches, bag)];
        var (workload, tracers, sweep) = (fields.Node("workload"), fields.Node("tracers"), fields.Node("sweep"));
        var designs = new StrategyReader(folder, bag).Read(fields.Node("strategy"), fields.Node("strategies"));
        var timeline = fields.Node("timeline");
        var between = fields.Node("interval");
        var interval = (long)Math.Round((fields.Value<double>("interval") ?? 0) * PicosecondsPerNanosecond);
        var seed = fields.Value<long>("seed");
        var seeds = fields.Value<long>("seeds");
        var files = new WorkloadFiles(folder);
        var machines = new Machines(cores, kernels, designs, (node, mistakes) => new StrategyReader(folder, mistakes).Read(node, null), bag);
        var steps = Plan.Steps(workload, tracers, timeline, sweep, machines, files, seed ?? 0, bag);
        var measurements = fields.Node("measurements") is { } reference ? Measured(reference, folder, bag) : null;
        var (budgets, expect) = (fields.Node("budgets"), fields.Node("expect"));
        var charts = fields.Node("charts") is { } wanted ? ChartOverride.Read(wanted, bag) : null;
        fields.RejectUnknown();

        var searches = new List<CellSearch>();
        var cells = Plan.Cells(name, seed ?? 0, interval, machines, steps, searches, bag);
        IReadOnlyList<CellSpec> specs = [.. cells.Select(cell => cell.Spec)];
        if (between is not null)
            IntervalCheck.Run(between, specs, bag);
        var remarks = DesignChecks.Run(specs, bag);
        var certain = CellSearch.Without(searches, cells, cell => cell.Index);
        if (certain.Count == 0 && searches.Count > 0 && (budgets ?? expect) is { } rule)
        {
            var goal = searches[0].Goal;
            rule.Place.Report(
                bag, Code.ExclusiveKeys, "budgets and expectations are about cells that always run: every entry of 'sweep' has 'find', which runs few of its cells",
                $"A bound for the answer is a budget on one cell: add an entry with one value of {goal.Name} and no 'find', and a budget on {goal.Metric.Name} there.");
        }

        var rules = RuleReader.Read(budgets, expect, certain, overrides.Count > 0, bag);
        return new Scenario
        {
            Name = name,
            Question = question,
            File = file.Path,
            Cells = cells,
            Searches = searches,
            SweepsStack = specs.Any(spec => spec.State.StackOffset != 0),
            Measurements = measurements,
            Rules = rules,
            Charts = charts,
            Remarks = [.. remarks, .. kernels.SelectMany(kernel => kernel.Remarks), .. files.Remarks],
            Seed = seed ?? 0,
            Seeds = (int?)seeds,
            Provenance = Origins(cores, kernels),
            Cores = machines.CoreVariants.All,
            Hash = Hash([file.Text, .. overrides, .. cores.SelectMany(core => core.Texts), .. kernels.SelectMany(kernel => kernel.Texts), .. designs.Concat(steps.SelectMany(step => step.Designs ?? [])).OfType<UserTrampoline>().Select(design => design.Text.Text).Distinct(), .. files.Texts, .. patches.Texts]),
        };
    }

    static Dictionary<string, IReadOnlyList<Provenance>> Origins(
        IEnumerable<Profile<CoreProfile>> cores, IEnumerable<Profile<KernelBuild>> kernels)
    {
        var origins = new Dictionary<string, IReadOnlyList<Provenance>>();
        foreach (var core in cores)
            origins[core.Value.Name] = core.Provenance;
        foreach (var kernel in kernels)
            origins[kernel.Value.Name] = kernel.Provenance;
        return origins;
    }

    static MeasurementFile? Measured(Node reference, string folder, DiagnosticBag bag)
    {
        if (new ValueReader(bag).Text(reference, "measurements") is not { } text)
            return null;
        var path = Path.Combine(Override.FolderOf(reference, folder), text);
        if (InputFiles.Exists(path))
            return MeasurementFile.Read(path, bag);
        reference.Place.Report(bag, Code.Unreadable, $"there is no file {Quoted.Text(text)}", $"Looked for {path}.");
        return null;
    }

    static string? Locate(string path, DiagnosticBag bag)
    {
        if (StandardInput.Is(path))
            return StandardInput.Path;
        if (path.Contains('/') || path.Contains('.') || File.Exists(path))
            return path;
        var known = ProfileCatalogue.BuiltIn.Scenarios;
        if (known.FirstOrDefault(entry => entry.Name == path) is { } found)
            return found.Path;
        var hint = NearestName.Hint(path, known.Select(entry => entry.Name));
        bag.Add(Code.UnknownName, $"unknown scenario {Quoted.Text(path)}", new SourceSpan(path), hint);
        return null;
    }

    static string Question(TextFile file, DiagnosticBag bag)
    {
        var question = Quoted.OneLine(file.Lines[0].TrimStart('#', ' ').Trim());
        if (!file.Lines[0].StartsWith('#') || question.Length == 0)
            file.Span(1, 0, 0).Report(bag, Code.Question, "the first line must be a comment: the question that the scenario answers");
        return question;
    }

    static string Hash(IEnumerable<string> texts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))))[..12];
}
