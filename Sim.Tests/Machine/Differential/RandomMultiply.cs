namespace Sim.Tests.Machine.Differential;

/// <summary>Random multiplications and divisions.</summary>
sealed class RandomMultiply(RandomOperands random)
{
    public string Next()
    {
        var width = random.Width();
        string X() => random.Register('x');
        return random.Below(5) switch
        {
            0 => $"{random.Of("madd", "msub")} {random.Registers(width, 4)}",
            1 => $"{random.Of("mul", "mneg", "udiv", "sdiv")} {random.Registers(width, 3)}",
            2 => $"{random.Of("smaddl", "smsubl", "umaddl", "umsubl")} {X()}, {random.Registers('w', 2)}, {X()}",
            3 => $"{random.Of("smull", "smnegl", "umull", "umnegl")} {X()}, {random.Registers('w', 2)}",
            _ => $"{random.Of("smulh", "umulh")} {random.Registers('x', 3)}",
        };
    }
}
