using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Functions;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Files;

/// <summary>The key <c>strategy</c> of a scenario, or <c>strategies</c>: what the kernel build gives, and trampolines of the user's own.</summary>
sealed class StrategyReader(string folder, DiagnosticBag bag)
{
    // What the kernel build gives.
    const string Kernels = "kernel";

    readonly ValueReader _values = new(bag);

    /// <summary>Null means what the kernel build gives, the only one where the scenario has neither key.</summary>
    public IReadOnlyList<UserTrampoline?> Read(Node? one, Node? several)
    {
        if (one is not null && several is not null)
            several.Place.Report(bag, Code.ExclusiveKeys, "the scenario may have 'strategy' or 'strategies', and not both");
        IReadOnlyList<Node> nodes = several is not null ? _values.Items(several, "strategies") ?? [] : one is not null ? [one] : [];
        if (nodes.Count == 0)
            return [null];

        var designs = new List<UserTrampoline?>();
        foreach (var node in nodes)
        {
            var before = bag.Count;
            var design = node is Scalar scalar ? Named(scalar) : Design(node);
            if (bag.Count > before)
                continue;
            if (designs.Any(other => other?.Name == design?.Name))
                node.Place.Report(bag, Code.DuplicateCell, $"strategy {Quoted.Text(design?.Name ?? Kernels)} is given twice");
            designs.Add(design);
        }

        return designs;
    }

    UserTrampoline? Named(Scalar scalar)
    {
        if (scalar.Text != Kernels)
        {
            scalar.Place.Report(bag, Code.UnknownName, $"unknown strategy {Quoted.Text(scalar)}",
                FieldNames.HintFor(scalar.Text) ?? "Write kernel for what the kernel build gives (sim layout says which), or { file: my_trampoline.s, entry: my_trampoline }.");
        }

        return null;
    }

    UserTrampoline? Design(Node node)
    {
        if (Fields.Of(node, ScenarioKeys.Strategy, bag) is not { } fields)
            return null;
        var (file, entry, name, placement) =
            (fields.Node("file"), fields.Node("entry"), fields.Node("name"), fields.Node("placement"));
        fields.RejectUnknown();
        var label = entry is null ? null : _values.Text(entry, "entry");
        var place = placement is null ? "kernel" : fields.Text("placement");
        if (file is null || _values.Text(file, "file") is not { } path)
            return null;
        var called = name is null ? Path.GetFileNameWithoutExtension(path) : _values.Text(name, "name");
        if (called is not null && MechanismCatalogue.Find(called) is not null)
            (name ?? file).Place.Report(bag, Code.Inconsistent, $"{Quoted.Text(called)} is the name of a strategy that Sim has", "Give it another name.");
        if (OwnText.Read(file, path, folder, bag) is not { } text || label is null || place is null || called is null)
            return null;
        return new UserTrampoline(called, text, label, place == "modules");
    }
}
