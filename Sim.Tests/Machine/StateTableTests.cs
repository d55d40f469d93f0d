using CsCheck;
using Sim.Core.Machine.State;
using Sim.Tests.Machine.Pipeline;

namespace Sim.Tests.Machine;

public class StateTableTests
{
    const int Rows = 5;
    const int Columns = 3;

    [Test]
    public void A_table_is_as_kept_exactly_when_its_words_are() =>
        Gen.Select(Gen.Int[0, (Rows * Columns) - 1], Gen.ULong[0, 2], Gen.Int[0, 9]).Array[0, 60].Sample(steps =>
        {
            var table = StateTable.Take(Rows, Columns);
            var kept = new ulong[Rows * Columns];
            foreach (var (slot, word, act) in steps)
            {
                if (act == 0)
                    table.Clear();
                table.Change(slot / Columns);
                table.Words[slot] = word;
                if (act == 1)
                {
                    table.Keep();
                    table.Words.CopyTo(kept, 0);
                }

                if (table.IsAsKept != table.Words.SequenceEqual(kept))
                    return false;
            }

            return true;
        });

    [Test]
    public void A_table_is_as_new_whoever_had_it_before() =>
        Gen.Select(Gen.Int[0, (Rows * Columns) - 1], Gen.ULong[1, 2], Gen.Bool).Array[0, 60].Sample(
            steps =>
            {
                var table = StateTable.Take(Rows, Columns);
                var isNew = table.IsAsKept && !table.Words.ContainsAnyExcept(0ul);
                foreach (var (slot, word, keeps) in steps)
                {
                    table.Change(slot / Columns);
                    table.Words[slot] = word;
                    if (keeps)
                        table.Keep();
                }

                table.GiveBack();
                return isNew;
            },
            threads: 1);

    [Test]
    public void A_core_that_gave_its_tables_back_runs_no_more()
    {
        var core = LoopTiming.Settled(TestCores.FourWide, "nop");

        core.Dispose();

        Assert.That(() => core.RunUntil(LoopTiming.Code), Throws.TypeOf<ObjectDisposedException>());
    }
}
