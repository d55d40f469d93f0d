namespace Sim.Tests.Machine.Differential;

/// <summary>Random hints, barriers, prefetches, and accesses to system registers.</summary>
sealed class RandomSystem(RandomOperands random)
{
    static readonly string[] Hints =
    [
        "nop", "yield", "wfe", "wfi", "sev", "sevl", "esb", "csdb", "clearbhb", "sb", "dgh", "ssbb", "pssbb", "tsb csync", "psb csync", "bti", "bti c", "bti j",
        "bti jc",
    ];

    static readonly string[] BarrierOptions =
        ["oshld", "oshst", "osh", "nshld", "nshst", "nsh", "ishld", "ishst", "ish", "ld", "st", "sy", "#0", "#12"];

    public string Next() => random.Below(7) switch
    {
        0 or 1 => random.Of<string>(Hints),
        2 => $"hint #{random.Of(random.Below(7), random.Between(16, 23), random.Between(32, 127))}",
        3 => random.OneIn(4) ? random.Of("isb", "isb sy", "clrex", "clrex #3")
            : $"{random.Of("dmb", "dsb")} {random.Of<string>(BarrierOptions)}",
        4 => random.Below(5) switch
        {
            0 => random.Of("cfinv", "axflag", "xaflag"),
            1 or 2 => $"{random.Of("setf8", "setf16")} {random.Register('w')}",
            _ => $"rmif {random.Register('x')}, #{random.Below(64)}, #{random.Below(16)}",
        },
        5 => random.Below(3) switch
        {
            0 => $"mrs {random.Register('x')}, nzcv",
            1 => $"msr nzcv, {random.Register('x')}",

            // It is the emulator's until it was written.
            _ => $"msr tpidr_el0, {random.Register('x')}; mrs {random.Register('x')}, {random.Of("tpidr_el0", "s3_3_c13_c0_2")}",
        },
        _ => Prefetch(),
    };

    string Prefetch()
    {
        var operation = random.OneIn(4) ? $"#{random.Below(32)}"
            : random.Of("pld", "pli", "pst") + random.Of("l1", "l2", "l3") + random.Of("keep", "strm");
        return random.Below(4) switch
        {
            0 => $"prfum {operation}, [x24, #{random.Between(-256, 255)}]",
            1 => $"prfm {operation}, [{random.Of("x24", "sp")}, {random.Register('x')}, lsl #3]",
            2 => $"prfm {operation}, .",
            _ => $"prfm {operation}, [{random.NonZero('x')}, #{8 * random.Below(4096)}]",
        };
    }
}
