using CsCheck;
using Sim.Core.Kernel.Functions;
using Sim.Core.Kernel.Layout;

namespace Sim.Tests.Kernel;

public class CallsiteSpreadTests
{
    static readonly Gen<CallsiteSpread> Spreads =
        from start in Gen.ULong[0, 1 << 20]
        from callsites in Gen.Long[0, 3_000]
        from spare in Gen.Long[0, 50_000]
        select new CallsiteSpread(AddressRange.Of(new(start * 4), 4 * (callsites + spare)), callsites);

    [Test]
    public void Counting_by_arithmetic_is_counting_one_by_one() =>
        Gen.Select(Spreads, Gen.ULong[0, 1 << 22], Gen.ULong[0, 1 << 20]).Sample((spread, start, bytes) =>
        {
            var range = AddressRange.Of(new(start), (long)bytes);

            return spread.CountIn(range) == AllOf(spread).Count(address => address >= range.Start && address < range.End);
        });

    [Test]
    public void Callsites_stand_on_instructions_of_their_own() =>
        Spreads.Sample(spread =>
        {
            var all = AllOf(spread).ToList();

            return all.Distinct().Count() == all.Count && all.All(address => address % 4 == 0 && address < spread.Text.End);
        });

    [Test]
    public void A_range_of_callsites_in_reach_is_where_a_BL_reaches() =>
        Gen.Select(Gen.ULong, Gen.Long[-(200 << 20), 200 << 20]).Sample((to, distance) =>
        {
            var from = to + (ulong)distance;
            var range = BranchReach.CallsitesOf(new(to));
            var wraps = distance < 0 ? from > to : from < to;

            return wraps || from == ulong.MaxValue || BranchReach.Reaches(from, to) == (from >= range.Start && from < range.End);
        });

    [Test]
    public void Reach_counts_every_callsite_once_and_as_single_branches_do() =>
        Gen.Select(Spreads, Gen.ULong[0, 1 << 28], Gen.ULong[0, 1 << 28], Gen.Bool).Sample((spread, own, common, hasPlt) =>
        {
            var reach = Reach.ToOwn(spread, new(own), new(common), hasPlt);
            var direct = AllOf(spread).Count(from => BranchReach.Reaches(from, own));
            var fallback = AllOf(spread).Count(from => !BranchReach.Reaches(from, own) && (hasPlt || BranchReach.Reaches(from, common)));

            return reach == new Reach(spread.Callsites, direct, 0, fallback, spread.Callsites - direct - fallback);
        });

    static IEnumerable<ulong> AllOf(CallsiteSpread spread)
    {
        for (var index = 0L; index < spread.Callsites; index++)
            yield return spread[index];
    }
}
