namespace Sim.Tests.Machine.Differential;

/// <summary>Random multiplications, divisions and checksums.</summary>
sealed class RandomMultiply(RandomOperands random)
{
    public string Next()
    {
        var width = random.Width();
        string X() => random.Register('x');
        return random.Below(6) switch
        {
            0 => $"{random.Of("madd", "msub")} {random.Registers(width, 4)}",
            1 => $"{random.Of("mul", "mneg", "udiv", "sdiv")} {random.Registers(width, 3)}",
            2 => $"{random.Of("smaddl", "smsubl", "umaddl", "umsubl")} {X()}, {random.Registers('w', 2)}, {X()}",
            3 => $"{random.Of("smull", "smnegl", "umull", "umnegl")} {X()}, {random.Registers('w', 2)}",
            4 => Checksum(random.Of('b', 'h', 'w', 'x')),
            _ => $"{random.Of("smulh", "umulh")} {random.Registers('x', 3)}",
        };
    }

    string Checksum(char size) =>
        $"crc32{random.Of("", "c")}{size} {random.Registers('w', 2)}, {random.Register(size == 'x' ? 'x' : 'w')}";
}
