namespace Sim.Tests.Machine.Differential;

/// <summary>Random addresses of code, literals, and computations on the stack pointer.</summary>
sealed class RandomAddresses(RandomOperands random)
{
    public string Next() => random.Below(6) switch
    {
        0 => Address(),
        1 or 2 => Pool(),
        3 => Literal(),
        4 => StackSource(),
        _ => StackResult(),
    };

    string Address()
    {
        var rd = random.NonZero('x');
        return random.Below(4) switch
        {
            0 => $"adr {rd}, .",
            1 => $"7: adr {rd}, 7b + {random.Between(-5000, 5000)}",
            2 => $"adrp {rd}, . + {4096 * random.Between(-2, 2)}",
            _ => $"7: adrp {rd}, 7b; add {rd}, {rd}, :lo12:7b",
        };
    }

    string Pool()
    {
        var width = random.Width();
        return random.Below(4) switch
        {
            0 => $"7: ldr {random.NonZero('x')}, =7b",
            1 => $"ldrsw {random.NonZero('x')}, =0x{(uint)random.Value():x}",
            _ => $"ldr {random.NonZero(width)}, =0x{(width == 'x' ? random.Value() : (uint)random.Value()):x}",
        };
    }

    // Data within code, after what loads them and branches over them.
    string Literal()
    {
        var load = random.Of($"ldr {random.Register('x')}, 9f", $"ldr {random.Register('w')}, 9f", $"ldrsw {random.Register('x')}, 9f",
            $"adrp x22, 9f; {random.Of("ldr w", "ldrsw x", "ldrh w", "ldrsb x")}{random.Below(22)}, [x22, :lo12:9f]");
        var data = random.OneIn(4) ? ".quad 8b" : $".quad 0x{random.Value():x}";
        return $"8: {load}; b 10f; 9: {data}; 10: nop";
    }

    string StackSource() => random.Below(5) switch
    {
        0 => $"mov {random.NonZero('x')}, sp",
        1 => $"mov {random.NonZero('w')}, wsp",
        2 => $"{random.Of("add", "sub", "adds", "subs")} {random.NonZero('x')}, sp, {random.Register('w')}, uxtw #{random.Below(5)}",
        3 => $"{random.Of("add", "sub")} {random.NonZero('x')}, sp, {random.Register('x')}, lsl #{random.Below(5)}",
        _ => $"{random.Of("cmp", "cmn")} {random.Of($"sp, {random.Register('x')}", $"wsp, #{random.Below(4096)}")}",
    };

    // The stack pointer is put back at once.
    string StackResult()
    {
        var width = random.Width();
        var (stack, from) = (width == 'x' ? "sp" : "wsp", random.NonZero(width));
        var set = random.Below(4) switch
        {
            0 => $"mov {stack}, {from}",
            1 => $"{random.Of("add", "sub")} {stack}, {random.Of(from, stack)}, #{random.Below(4096)}",
            2 => $"{random.Of("and", "orr", "eor")} {stack}, {from}, {random.LogicalImmediate(width)}",
            _ => $"{random.Of("add", "sub")} {stack}, {from}, {random.Register('w')}, {random.Of("uxtb", "sxtw")} #{random.Below(5)}",
        };
        return $"mov x27, sp; {set}; mov {random.NonZero('x')}, sp; mov sp, x27";
    }
}
