namespace Sim.Tests.Machine.Differential;

/// <summary>Makes programs, the same one from the same seed.</summary>
/// <remarks>
/// Data are in x0 to x21. x24 and sp point at the middle of the window and stay there; x22, x25, x26 and x27 are scratch within a line or
/// block, x23 counts loops, x30 receives return addresses. Every program ends, and no subset of its pieces touches other memory.
/// </remarks>
static class RandomProgram
{
    const int Lines = 24;

    public static TestProgram Of(int seed)
    {
        var random = new RandomOperands(seed);
        var start = new StartState(random);
        var blocks = new RandomBlocks(random);
        return new TestProgram([.. Enumerable.Range(0, Lines).Select(_ => blocks.Next())], start);
    }

    public static List<TestProgram> Of(Range seeds) =>
        [.. Enumerable.Range(seeds.Start.Value, seeds.End.Value - seeds.Start.Value).Select(Of)];
}
