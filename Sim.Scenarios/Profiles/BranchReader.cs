using System.Numerics;
using Sim.Core.Diagnostics;
using Sim.Core.Machine;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>Reads the branch predictors of a core file.</summary>
sealed class BranchReader(ProfileValues values, DiagnosticBag bag)
{
    public BranchPredictors Read()
    {
        var branches = new BranchPredictors(
            [.. LevelPaths.Where((path, level) => level == 0 || values.Has(path)).Select(Level)],
            values.Integer("branches.btb_miss_bubble", 0, 20),
            values.Integer("branches.return_stack_depth", 1, 128),
            values.Integer("branches.mispredict_cycles", 1, 64),
            values.Integer("branches.history_bits", 8, 128),
            Lengths("branches.history_lengths"),
            values.Integer("branches.table_entries", 4, 1 << 20));

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

    // A core has one to three levels of BTB.
    static readonly string[] LevelPaths = ["branches.btb", "branches.btb_2", "branches.btb_3"];

    BtbLevel Level(string path)
    {
        var level = new BtbLevel(
            values.Integer($"{path}.entries", 1, 1 << 20),
            values.Integer($"{path}.ways", 1, 4_096),
            values.Integer($"{path}.bubble", 0, 8));
        values.RequireSets($"{path}.entries", level.Entries, level.Ways);
        return level;
    }

    List<int> Lengths(string path)
    {
        var reader = new ValueReader(bag);
        return [.. values.Items(path).Select(item => (int)(reader.Integer(item, path, 1, 128) ?? 0))];
    }
}
