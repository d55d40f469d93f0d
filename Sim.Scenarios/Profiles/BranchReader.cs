using System.Numerics;
using Sim.Core.Diagnostics;
using Sim.Core.Hardware;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>Reads the branch predictors of a core file.</summary>
sealed class BranchReader(ProfileValues values, DiagnosticBag bag)
{
    public BranchPredictors Read()
    {
        var branches = new BranchPredictors(
            values.Integer("branches.btb_entries", 1, 1 << 20),
            values.Integer("branches.btb_ways", 1, 64),
            values.Integer("branches.btb_miss_bubble", 0, 20),
            values.Integer("branches.return_stack_depth", 1, 128),
            values.Integer("branches.mispredict_cycles", 1, 64),
            values.Integer("branches.history_bits", 8, 128),
            Lengths("branches.history_lengths"),
            values.Integer("branches.table_entries", 1, 1 << 20));

        if (branches.BtbWays > 0)
        {
            var (sets, rest) = Math.DivRem(branches.BtbEntries, branches.BtbWays);
            var possible = rest == 0 && BitOperations.IsPow2(sets);
            values.Require(possible, "branches.btb_entries", "must be a power of two times branches.btb_ways");
        }

        if (branches.TableEntries > 0)
            values.Require(BitOperations.IsPow2(branches.TableEntries), "branches.table_entries", "must be a power of two");

        var lengths = branches.HistoryLengths;
        var ascending = lengths.Zip(lengths.Skip(1)).All(pair => pair.First < pair.Second);
        values.Require(
            ascending && lengths.Count <= 8 && lengths.All(bits => bits <= branches.HistoryBits),
            "branches.history_lengths",
            "must be 1 to 8 ascending numbers up to branches.history_bits");
        return branches;
    }

    List<int> Lengths(string path)
    {
        var reader = new ValueReader(bag);
        return [.. values.Items(path).Select(item => (int)(reader.Integer(item, path, 1, 128) ?? 0))];
    }
}
