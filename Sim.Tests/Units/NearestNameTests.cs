using Sim.Core.Diagnostics;

namespace Sim.Tests.Units;

public sealed class NearestNameTests
{
    [TestCase("7", "100,2,0,10,1", "did you mean '0'? Known: 0, 1, 2, 10, 100.")]
    [TestCase("0.3", "1.5,10,0.25", "Known: 0.25, 1.5, 10.")]
    [TestCase("elsewhere", "b10,b9,a", "Known: a, b10, b9.")]
    [TestCase("elsewhere", "warm,16,2", "Known: 2, 16, warm.")]
    public void A_hint_has_names_in_alphabetic_order_and_numbers_by_size(string given, string known, string hint) =>
        Assert.That(NearestName.Hint(given, known.Split(',')), Is.EqualTo(hint));
}
