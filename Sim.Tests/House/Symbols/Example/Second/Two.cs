using Sim.Tests.House.Symbols.Example.Third;

namespace Sim.Tests.House.Symbols.Example.Second;

sealed class Two
{
    readonly List<Three?[]> _threes = [];

    public int Add(int number) => _threes.Count + number;
}
