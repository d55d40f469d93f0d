using System.Numerics;
using CsCheck;
using Sim.Core.Machine.Branches;

namespace Sim.Tests.Machine;

public class PathHistoryTests
{
    [Test]
    public void Foldings_are_what_folding_the_register_afresh_gives() =>
        Gen.Select(Gen.Int[8, 256], Gen.Int[4, 13], Gen.Int[1, 256], Gen.ULong.Array[0, 400]).Sample((bits, width, length, targets) =>
        {
            var history = new PathHistory(bits, [length], width);
            foreach (var target in targets)
            {
                // Asked for after few targets, after many, and after none.
                if (target % 3 == 0)
                    _ = history.Folded;
                history.Push(target);
            }

            var seen = Lowest(Bits(history), Math.Min(length, bits));
            return history.Folded.Index[0] == Fold(seen, width) && history.Folded.Tag[0] == Fold(seen, width - 1);
        });

    [TestCase(100)]
    [TestCase(PathHistory.MaxBits)]
    public void The_register_forgets_what_is_older_than_its_length(int bits)
    {
        var one = new PathHistory(bits, [bits], 11);
        var other = new PathHistory(bits, [bits], 11);

        one.Push(0xffff_8000_1234_5678);
        for (ulong step = 0; step < (ulong)bits; step++)
        {
            one.Push(step << 4);
            other.Push(step << 4);
        }

        Assert.That(one.Bits, Is.EqualTo(other.Bits));
        Assert.That(one.Folded, Is.EqualTo(other.Folded));
    }

    static BigInteger Bits(PathHistory history) => Enumerable.Range(0, 4).Aggregate(BigInteger.Zero, (bits, word) => bits | ((BigInteger)history.Bits[word] << (64 * word)));

    static BigInteger Lowest(BigInteger bits, int count) => bits & ((BigInteger.One << count) - 1);

    static uint Fold(BigInteger bits, int width)
    {
        var folded = 0u;
        for (; bits != 0; bits >>= width)
            folded ^= (uint)Lowest(bits, width);
        return folded;
    }
}
