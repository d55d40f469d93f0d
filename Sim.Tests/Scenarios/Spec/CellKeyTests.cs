using System.Collections;
using System.Reflection;
using Sim.Core;
using Sim.Core.A64;
using Sim.Core.Kernel;
using Sim.Core.Kernel.Functions;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Spec;
using Sim.Tests.Validation;

namespace Sim.Tests.Scenarios.Spec;

/// <summary>A wrong hit of a cache would be a lie: whatever decides a result decides its key.</summary>
public sealed class CellKeyTests
{
    static readonly CellSpec Cell = Shipped.Cell("neoverse-n1", "linux-6.12-debian", 1, 2);

    [TestCase(typeof(CoreProfile))]
    [TestCase(typeof(Core.Kernel.Build.KernelBuild))]
    public void Every_value_of_a_profile_changes_the_key(Type profile)
    {
        object whole = profile == typeof(CoreProfile) ? Cell.Core : Cell.Kernel;

        var unseen = Variants(whole, profile.Name)
            .Where(variant => KeyWith(variant.Value) == CellKey.Of(Cell))
            .Select(variant => variant.Path).ToList();

        Assert.That(Variants(whole, profile.Name).Count(), Is.GreaterThan(20));
        Assert.That(unseen, Is.Empty);
    }

    [Test]
    public void Every_value_of_a_cell_changes_the_key()
    {
        CellSpec[] others =
        [
            Cell with { Tracer = "count" },
            Cell with { RelevantTracers = 2 },
            Cell with { IrrelevantTracers = 1 },
            Cell with { OpsFlags = OpsFlags.Rcu },
            Cell with { Setup = TracerSetup.Plain with { BuiltIn = true } },
            Cell with { Setup = TracerSetup.Plain with { Relevant = new(2, 0) } },
            Cell with { Design = new UserTrampoline("mine", new SourceText("mine.s", "nop"), "mine", false) },
            Cell with { Design = new UserTrampoline("mine", new SourceText("mine.s", "ret"), "mine", false) },
            Cell with { Calls = Cell.Calls + 1 },
            Cell with { State = Cell.State with { Cold = ColdParts.L1 } },
            Cell with { State = Cell.State with { PollutedLines = 1 } },
            Cell with { State = Cell.State with { StackOffset = 16 } },
            Cell with { Arrivals = new(ArrivalKind.Poisson, 1_000_000, 1) },
            Cell with { Arrivals = new(ArrivalKind.Poisson, 1_000_000, 2) },
            Cell with { Population = Population("one", 10) },
            Cell with { Population = Population("one", 11) },
            Cell with { Population = Population("two", 10) },
            Cell with { Population = Population("one", 10) with { Seed = 2 } },
            Cell with { Population = Population("one", 10) with { Recorded = [0, 0] } },
            Cell with { Population = Population("one", 10) with { Recorded = [.. Enumerable.Repeat(0, 100)] } },
            Cell with { Tools = new([new("mine", "nop", 1, FunctionFilter.All, OpsFlags.None)]) },
            Cell with { Tools = new([new("mine", "nop", 1, FunctionFilter.All, OpsFlags.Rcu)]) },
            Cell with { Timeline = new([new(TimelineKind.Tick, 0, 1000, null, 10, 0)]) },
            Cell with { Timeline = new([new(TimelineKind.Tick, 0, 1000, null, 11, 0)]) },
            Cell with { Interval = 1000 },
            Cell with { SteadyState = false },
        ];

        Assert.That(others.Append(Cell).Select(CellKey.Of), Is.Unique);
    }

    [Test]
    public void Every_property_of_a_cell_is_in_one_of_its_parts()
    {
        var changed =
            from variant in Variants(Cell, "cell")
            let spec = (CellSpec)variant.Value
            where spec.SteadyState == Cell.SteadyState
            where CellKey.PartsText(spec) == CellKey.PartsText(Cell)
            select variant.Path;

        Assert.That(changed, Is.Empty);
    }

    [Test]
    public void What_a_text_includes_is_part_of_it()
    {
        CellSpec With(string included) => Cell with
        {
            Design = new UserTrampoline("mine", new SourceText("mine.s", ".include \"a.inc\"\nret") { Open = _ => new SourceText("a.inc", included) }, "mine", false),
        };

        Assert.That(CellKey.Of(With("nop")), Is.Not.EqualTo(CellKey.Of(With("isb"))));
    }

    [Test]
    public void Profiles_that_are_read_again_have_the_same_key()
    {
        var again = Shipped.Scenario("intro/01-one-tracer.yaml", "core=neoverse-n1", "kernels=[linux-6.12-debian]").Specs[0];

        Assert.That(CellKey.Of(Cell with { Core = again.Core, Kernel = again.Kernel }), Is.EqualTo(CellKey.Of(Cell)));
    }

    [Test]
    public void A_simulation_leaves_the_key_alone()
    {
        var fresh = Shipped.Scenario("intro/01-one-tracer.yaml", "workload.calls=50").Specs[0];
        var before = CanonicalText.Of(fresh);

        Simulation.Run(fresh);

        Assert.That(CellKey.Of(fresh with { Core = fresh.Core with { Name = fresh.Core.Name }, Kernel = fresh.Kernel with { Name = fresh.Kernel.Name } }), Is.EqualTo(CellKey.Of(fresh)));
        Assert.That(CanonicalText.Of(fresh), Is.EqualTo(before));
    }

    static PopulationSpec Population(string function, long hits) => new(new FunctionProfile("p", [new(function, hits)]), 1, 34, 1);

    static string KeyWith(object profile) =>
        CellKey.Of(profile is CoreProfile core ? Cell with { Core = core } : Cell with { Kernel = (Core.Kernel.Build.KernelBuild)profile });

    // The record with one of its values changed, however deep.
    static IEnumerable<(string Path, object Value)> Variants(object whole, string path)
    {
        foreach (var property in whole.GetType().GetProperties().Where(property => property.CanWrite && property.GetIndexParameters().Length == 0))
        {
            var value = property.GetValue(whole);
            foreach (var (below, changed) in Changed(value, property.PropertyType, $"{path}.{property.Name}"))
                yield return (below, With(whole, property, changed));
        }
    }

    static IEnumerable<(string Path, object? Value)> Changed(object? value, Type type, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (value is string text)
            return [(path, text + "x")];
        if (value is bool truth)
            return [(path, !truth)];
        if (type.IsEnum)
            return [(path, Enum.ToObject(type, (value is null ? 0 : Convert.ToInt64(value, null)) + 1))];
        if (value is ulong address)
            return [(path, address ^ 1)];
        if (type.IsPrimitive)
            return [(path, Convert.ChangeType((value is null ? 0 : Convert.ToInt64(value, null)) + 1, type, null))];
        if (value is null || value is IEnumerable)
            return [];
        return Variants(value, path).Select(variant => (variant.Path, (object?)variant.Value));
    }

    static object With(object whole, PropertyInfo property, object? value)
    {
        var copy = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(whole, null)!;
        property.SetValue(copy, value);
        return copy;
    }
}
