
namespace Sim.Tests.Validation.KernelPaths;

/// <summary>The objects of each registered tracer are read field by field as the real kernel reads them.</summary>
public class OpsAccessTests
{
    [TestCaseSource(typeof(MeasuredPaths), nameof(MeasuredPaths.DispatchCases))]
    public void The_call_reads_and_writes_the_fields_of_every_ops_that_were_measured(string kernel, string path)
    {
        var measured = MeasuredPaths.Read("ops-fields.csv", kernel, path).Select(
            row => $"{row["ops_group"][..3]} {row["ops_index"]}: {row["field_offset"]} {row["size"]} {row["rw"]} x{row["times"]}");
        var call = RecordedCall.Of(kernel, path);
        var elements = OpsElement.All(call.Loop, MeasuredPaths.Cell(kernel, path));

        var executed =
            from element in elements
            from access in call.Accesses
            where access.Address - element.Ops < (ulong)element.OpsBytes
            group access by (element.Kind, element.Index, Offset: access.Address - element.Ops, access.Bytes, access.IsLoad) into field
            select $"{field.Key.Kind} {field.Key.Index}: {field.Key.Offset} {field.Key.Bytes} {(field.Key.IsLoad ? "r" : "w")} x{field.Count()}";

        Assert.That(executed, Is.EquivalentTo(measured));
    }

    [TestCase("6.1.176-debian")]
    [TestCase("6.12.95-debian")]
    public void The_list_walk_loads_from_each_element_in_the_measured_order(string kernel)
    {
        var measured = MeasuredPaths.Read("list-element-loads.csv", kernel, "rel2_irr2").Select(
            row => $"{row["op_kind"]} {row["op"]}: {row["function"].Split('.')[0]} {row["object"]}+{row["offset"]} {row["size"]}");
        var call = RecordedCall.Of(kernel, "rel2_irr2");
        var elements = OpsElement.All(call.Loop, MeasuredPaths.Cell(kernel, "rel2_irr2"));

        var executed =
            from access in call.Accesses
            where access.IsLoad && access.Function is "arch_ftrace_ops_list_func" or "hash_contains_ip"
            from element in elements
            let place = element.PlaceOf(access.Address)
            where place is not null
            select $"{element.Kind} {element.Index}: {access.Function} {place} {access.Bytes}";

        Assert.That(executed, Is.EqualTo(measured));
    }
}
