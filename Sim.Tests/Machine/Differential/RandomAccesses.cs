namespace Sim.Tests.Machine.Differential;

/// <summary>Random loads and stores of the window: x24 and sp point at its middle, x22 and x27 are scratch.</summary>
sealed class RandomAccesses(RandomOperands random)
{
    public string Next() => random.Below(8) switch
    {
        0 or 1 => Single(),
        2 => Far(),
        3 => WrittenBack(),
        4 => Indexed(),
        5 => OverBase(),
        6 => Vector(),
        _ => Pair(),
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
            (opcode, offset) = ($"{opcode[..2]}{random.Of('u', 't')}{opcode[2..]}", random.Between(-64, 56));
        return $"{opcode} {random.Register(width)}, [{Base()}, #{offset}]";
    }

    // An offset that only its scale makes encodable.
    string Far()
    {
        var (opcode, width, bytes) = Form();
        var far = 2048 * bytes;
        return $"sub x27, {Base()}, #{far}; {opcode} {random.Register(width)}, [x27, #{far + random.Below(64 / bytes) * bytes}]";
    }

    // What is loaded or stored is the base itself.
    string OverBase()
    {
        var (opcode, width, _) = Form();
        var access = random.Below(3) switch
        {
            0 => $"{opcode} {width}27, [x27, #{random.Between(-64, 56)}]",
            1 => $"{random.Of("ldp", "stp")} {random.Of("x27, x22", "x22, x27")}, [x27, #{8 * random.Between(-6, 5)}]",
            _ => $"mov x22, #{random.Between(0, 7)}; {opcode} {width}{random.Of("22", "27")}, [x27, x22]",
        };
        return $"mov x27, {Base()}; {access}";
    }

    // SIMD registers are no part of the state: what is loaded is stored at once.
    string Vector()
    {
        var (letter, bytes) = random.Of(('b', 1), ('h', 2), ('s', 4), ('d', 8), ('q', 16));
        var (first, second) = (random.Below(32), random.Below(32));
        var offset = bytes * random.Between(-16 / bytes, 16 / bytes);
        var load = random.Below(4) switch
        {
            0 => $"ldr {letter}{first}, [{Base()}, #{bytes * random.Below(16 / bytes + 1)}]",
            1 => $"ldur {letter}{first}, [{Base()}, #{random.Between(-32, 32)}]",
            2 => $"mov x22, #{random.Between(-2, 2)}; ldr {letter}{first}, [{Base()}, x22, {(bytes == 1 ? "sxtx" : $"lsl #{int.Log2(bytes)}")}]",
            _ => $"mov x27, {Base()}; ldr {letter}{first}, {(random.OneIn(2) ? $"[x27, #{offset}]!" : $"[x27], #{offset}")}",
        };
        if (bytes < 4 || random.OneIn(2) || first == second)
            return $"{load}; str q{first}, [{Base()}, #{16 * random.Between(-2, 2)}]";
        var pair = $"{letter}{first}, {letter}{second}";
        var restore = random.Below(3) switch
        {
            0 => $"stp {pair}, [{Base()}, #{offset}]",
            1 => $"mov x27, {Base()}; stp {pair}, [x27, #{offset}]!",
            _ => $"stnp {pair}, [{Base()}, #{offset}]",
        };
        return $"{random.Of("ldp", "ldnp")} {pair}, [{Base()}, #{offset}]; {restore}";
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
        // Only the low half of a W index counts.
        if (index[0] == 'w' && random.OneIn(2))
            set += $"; movk x22, #{random.Below(65536)}, lsl #{random.Of(32, 48)}";
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
}
