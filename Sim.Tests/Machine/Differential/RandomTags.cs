namespace Sim.Tests.Machine.Differential;

/// <summary>Random memory tagging: what does the same in memory without tags, whatever the emulator's pointers are tagged with.</summary>
sealed class RandomTags(RandomOperands random)
{
    public string Next() => random.Below(6) switch
    {
        0 => $"gmi {random.Register('x')}, {Pointer()}, {random.Register('x')}",
        1 => $"cmpp {Pointer()}, {Pointer()}",
        2 or 3 => $"{random.Of("subp", "subps")} {random.Register('x')}, {Pointer()}, {Pointer()}",
        4 => $"stgp {random.Register('x')}, {random.Register('x')}, [x24, #{16 * random.Between(-4, 3)}]",
        _ => Zero(),
    };

    string Pointer() => random.OneIn(4) ? random.Of("sp", "x24") : random.NonZero('x');

    string Zero()
    {
        var offset = 16 * random.Between(-4, 2);
        var address = random.Below(3) switch
        {
            0 => $"[x27, #{offset}]",
            1 => $"[x27, #{offset}]!",
            _ => $"[x27], #{offset}",
        };
        return $"mov x27, x24; {random.Of("stzg", "stz2g")} {random.Of("sp", "x27", "x3")}, {address}";
    }
}
