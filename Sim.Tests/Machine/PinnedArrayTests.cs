using Sim.Core.Machine.State;

namespace Sim.Tests.Machine;

public class PinnedArrayTests
{
    // No other test takes one of this length.
    const int Length = 12_347;

    [Test]
    public void What_was_given_back_is_taken_again_and_holds_zeros()
    {
        var first = PinnedArrays.Take<ushort>(Length);
        first.First(Length).Fill(1);
        first.GiveBack();

        var second = PinnedArrays.Take<ushort>(Length);

        Assert.That((ReferenceEquals(second.Array, first.Array), second.First(Length).ContainsAnyExcept((ushort)0)), Is.EqualTo((true, false)));
    }
}
