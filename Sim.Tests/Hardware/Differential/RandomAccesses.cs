namespace Sim.Tests.Hardware.Differential;

/// <summary>Random loads, stores and atomics on the window: x24 and sp point at its middle and stay there, x22 and x27 are
/// scratch.</summary>
sealed class RandomAccesses(RandomOperands random)
{
    static readonly string[] Atomics = ["add", "clr", "eor", "set", "smax", "smin", "umax", "umin"];

    public string Next() => random.Below(8) switch
    {
        0 or 1 => Single(),
        2 => WrittenBack(),
        3 => Indexed(),
        4 => Pair(),
        5 => Ordered(),
        6 => Exclusive(),
        _ => Atomic(),
    };

    (string Opcode, char Width, int Bytes) Form()
    {
        var width = random.Width();
        return random.Of(
            ("ldr", width, RandomOperands.Bits(width) / 8), ("str", width, RandomOperands.Bits(width) / 8), ("ldrb", 'w', 1),
            ("strb", 'w', 1),
            ("ldrh", 'w', 2), ("strh", 'w', 2), ("ldrsb", width, 1), ("ldrsh", width, 2), ("ldrsw", 'x', 4));
    }

    string Base() => random.Of("x24", "sp");

    string Single()
    {
        var (opcode, width, bytes) = Form();
        var offset = random.OneIn(2) ? random.Between(0, 64 / bytes - 1) * bytes : random.Between(-64, 56);
        if (random.OneIn(3))
            opcode = opcode.Replace("ldr", "ldur", StringComparison.Ordinal).Replace("str", "stur", StringComparison.Ordinal);
        return $"{opcode} {random.Register(width)}, [{Base()}, #{offset}]";
    }

    string WrittenBack()
    {
        var (opcode, width, _) = Form();
        var data = random.Register(width);
        var offset = random.Between(-48, 48);
        var address = random.OneIn(2) ? $"[x27, #{offset}]!" : $"[x27], #{offset}";
        return $"add x27, {Base()}, #{random.Below(9)}; {opcode} {data}, {address}";
    }

    string Indexed()
    {
        var (opcode, width, bytes) = Form();
        var shift = random.OneIn(2) ? 0 : int.Log2(bytes);
        var isByte = bytes == 1;
        var (set, index) = random.Below(4) switch
        {
            0 => ($"mov x22, #{random.Between(-7, 7)}", isByte ? "x22" : $"x22, lsl #{shift}"),
            1 => ($"mov w22, #{random.Between(-7, 7)}", isByte ? "w22, sxtw" : $"w22, sxtw #{shift}"),
            2 => ($"mov w22, #{random.Below(8)}", isByte ? "w22, uxtw" : $"w22, uxtw #{shift}"),
            _ => ($"mov x22, #{random.Between(-7, 7)}", isByte ? "x22, sxtx" : $"x22, sxtx #{shift}"),
        };
        return $"{set}; {opcode} {random.Register(width)}, [{Base()}, {index}]";
    }

    string Pair()
    {
        var width = random.Width();
        var first = random.Below(21);
        var opcode = random.Of("ldp", "stp", "ldpsw", "ldnp", "stnp");
        if (opcode == "ldpsw")
            width = 'x';
        var unit = opcode == "ldpsw" || width == 'w' ? 4 : 8;
        var offset = random.Between(-48 / unit, 40 / unit) * unit;
        var registers = $"{opcode} {width}{first}, {(random.OneIn(8) ? $"{width}zr" : $"{width}{first + 1}")}";
        return (opcode[2] == 'n' ? 0 : random.Below(3)) switch
        {
            0 => $"{registers}, [{Base()}, #{offset}]",
            1 => $"mov x27, {Base()}; {registers}, [x27, #{offset}]!",
            _ => $"mov x27, {Base()}; {registers}, [x27], #{offset}",
        };
    }

    (string Suffix, char Width, int Bytes) Size()
    {
        var width = random.Width();
        return random.Of(("", width, RandomOperands.Bits(width) / 8), ("b", 'w', 1), ("h", 'w', 2));
    }

    // x27 becomes a place that is aligned for the access.
    string Place(int bytes) => $"add x27, x24, #{random.Below(32 / bytes) * bytes}";

    string Ordered()
    {
        var (suffix, width, bytes) = Size();
        return $"{Place(bytes)}; {random.Of("ldar", "ldapr", "stlr")}{suffix} {random.Register(width)}, [x27]";
    }

    string Exclusive()
    {
        var (suffix, width, bytes) = Size();
        var between = random.OneIn(4) ? "; add x27, x27, #8" : "";
        var load = $"{random.Of("ldxr", "ldaxr")}{suffix} {random.NonZero(width)}, [x27]";
        var store = $"{random.Of("stxr", "stlxr")}{suffix} w22, {random.Register(width)}, [x27]";
        return $"{Place(bytes)}; {load}{between}; {store}";
    }

    string Atomic()
    {
        var (suffix, width, bytes) = Size();
        var ordering = random.Of("", "a", "l", "al");
        var (rs, rt) = (random.Register(width), random.Register(width));
        return Place(bytes) + "; " + random.Below(4) switch
        {
            0 => $"swp{ordering}{suffix} {rs}, {rt}, [x27]",
            1 => $"cas{ordering}{suffix} {rs}, {rt}, [x27]",
            2 => $"ldr{suffix} {rs}, [x27]; cas{ordering}{suffix} {rs}, {rt}, [x27]",
            3 when random.OneIn(3) => $"st{random.Of<string>(Atomics)}{random.Of("", "l")}{suffix} {rs}, [x27]",
            _ => $"ld{random.Of<string>(Atomics)}{ordering}{suffix} {rs}, {rt}, [x27]",
        };
    }
}
