using Sim.Core.Machine.Pipeline;
using Sim.Tests.Machine.Oracle;
using FastPipeline = Sim.Core.Machine.Pipeline.Pipeline;

namespace Sim.Tests.Machine.Pipeline;

public class StageCyclesTests
{
    [Test]
    public void Cycles_of_the_stages_sum_to_the_total([Values] bool inOrder)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var start = Start.Of(Start.Link(new RandomCode(seed, lines: 30).Text));
            var pipeline = FastPipeline.Create(
                inOrder ? RandomCores.InOrder(seed) : RandomCores.OutOfOrder(seed), start.Code.Regions, start.Memory, start.State);
            var stages = default(StageCycles);

            pipeline.RunUntil(start.Code.Symbols["end"], long.MaxValue, ref stages);

            Assert.That(
                stages.FrontEnd + stages.Dispatch + stages.Issue + stages.Execute + stages.Retire, Is.EqualTo(pipeline.Now), $"seed {seed}");
            Assert.That(stages.FrontEnd, Is.Positive);
        }
    }
}
