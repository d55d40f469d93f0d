using Sim.Core.Machine;
using Sim.Core.Machine.Branches;

namespace Sim.Tests.Machine;

public class DirectionPredictorTests
{
    static readonly BranchPredictors Parameters = new([new BtbLevel(1024, 2, 0)], 2, 16, 14, 100, [4, 9, 18, 32, 57, 100], 2048);

    [Test]
    public void A_branch_that_always_goes_one_way_is_learned_after_a_few_times([Values] bool taken)
    {
        var history = NewHistory();
        var predictor = new DirectionPredictor(Parameters);

        for (var i = 0; i < 4; i++)
            predictor.PredictAndTrain(0x1000, taken, ref history);

        Assert.That(predictor.PredictAndTrain(0x1000, taken, ref history), Is.True);
    }

    [Test]
    public void A_direction_that_follows_from_the_path_is_learned()
    {
        var history = NewHistory();
        var predictor = new DirectionPredictor(Parameters);
        var wrong = 0;

        for (var i = 0; i < 2000; i++)
        {
            var fromFirst = i % 3 == 0;
            history.Push(fromFirst ? 0x2000ul : 0x3004ul);
            if (!predictor.PredictAndTrain(0x1000, fromFirst, ref history) && i >= 1000)
                wrong++;
        }

        Assert.That(wrong, Is.Zero);
    }

    [Test]
    public void A_settled_predictor_no_longer_changes()
    {
        var history = NewHistory();
        var predictor = new DirectionPredictor(Parameters);
        for (var i = 0; i < 100; i++)
            predictor.PredictAndTrain(0x1000, true, ref history);
        foreach (var table in predictor.State)
            table.Keep();
        var words = predictor.State.Select(table => table.Words.ToArray()).ToList();

        predictor.PredictAndTrain(0x1000, true, ref history);

        Assert.That(predictor.State.Select(table => table.Words), Is.EqualTo(words));
        Assert.That(predictor.State.Select(table => table.IsAsKept), Is.All.True);
    }

    static PathHistory NewHistory() => new(Parameters.HistoryBits, Parameters.HistoryLengths, 11);
}
