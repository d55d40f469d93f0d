using Sim.Tests.House.Symbols.Example.First;
using Sim.Tests.House.Symbols.Example.Fourth;

namespace Sim.Tests.House.Symbols.Example.Third;

sealed class Three
{
    public static int Run()
    {
        try
        {
            return One.Run();
        }
        catch (FourException)
        {
            return 0;
        }
    }
}
