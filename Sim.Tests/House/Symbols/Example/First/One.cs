using Sim.Tests.House.Symbols.Example.Second;

namespace Sim.Tests.House.Symbols.Example.First;

sealed class One
{
    public static int Run() => new[] { 1, 2 }.Max(number => new Two().Add(number));
}
