using System.Globalization;
using Sim.Core.Kernel.Ops;
using Sim.Core.Runs;

namespace Sim.Tests.Validation.KernelPaths;

/// <summary>One more ops in the list costs more with a larger filter, as measured on 6.1.</summary>
public class HashSizeTests
{
    // Instructions that a third ops added to a call with two, by what its filter has.
    static IEnumerable<object[]> Rows =>
        from row in MeasuredPaths.Read("hash-sizes.csv")
        let entries = int.Parse(row["filter_entries_of_third_ops"], CultureInfo.InvariantCulture)
        let added = double.Parse(row["added_vs_two_instances"], CultureInfo.InvariantCulture)
        where entries > 0 || row["situation"].Contains("notrace", StringComparison.Ordinal)
        select new object[] { entries, added };

    // By chance the called function's bucket has no entry or several, 4.4 on average with 18,115: 4 instructions less, or 5 more for each.
    // The measured notrace hash may have had two buckets, which would make 51.
    [TestCaseSource(nameof(Rows))]
    public void An_irrelevant_ops_adds_as_many_instructions_as_measured(int entries, double added)
    {
        var two = Shipped.Cell("neoverse-n1", "linux-6.1-debian", 2, 0);
        var three = two with
        {
            IrrelevantTracers = 1,
            Setup = TracerSetup.Plain with { Irrelevant = entries == 0 ? new FilterSpec(0, 1) : new FilterSpec(entries, 0) },
        };

        var executed = RecordedCall.Of(three).Steps.Count - RecordedCall.Of(two).Steps.Count;

        Assert.That(executed, Is.EqualTo(added).Within(entries > 4096 ? 20 : entries == 0 ? 11 : 8));
        Assert.That(executed, entries == 1 ? Is.EqualTo(42) : Is.Not.EqualTo(42));
    }
}
