namespace Sim.Tests.Machine.Differential;

/// <summary>Random pointer authentication. The emulator's codes are others, so whatever is signed is authenticated or stripped in the same line.</summary>
sealed class RandomSigning(RandomOperands random)
{
    public string Next() => random.Below(7) switch
    {
        0 => Return(),
        1 => Of1716(),
        2 => Strip(),
        3 => $"pacga x22, {random.Register('x')}, {random.Of("x24", "sp", "x3")}; mov w22, w22",
        4 => Load(),
        _ => OfRegister(),
    };

    string Return()
    {
        var (key, modifier) = (random.Of('a', 'b'), random.Of("sp", "z"));
        return $"mov x30, x24; paci{key}{modifier}; {random.Of("nop", "bti c", "xpacd x22")}; {random.Of($"auti{key}{modifier}", "xpaclri")}";
    }

    string Of1716()
    {
        var key = random.Of('a', 'b');
        return $"mov x17, x24; paci{key}1716; auti{key}1716";
    }

    string OfRegister()
    {
        var (kind, key) = (random.Of('i', 'd'), random.Of('a', 'b'));
        if (random.OneIn(2))
            return $"mov x22, x24; pac{kind}z{key} x22; {random.Of($"aut{kind}z{key}", $"xpac{kind}")} x22";
        var modifier = random.Of("sp", "xzr", "x24", $"x{random.Below(21)}");
        return modifier == "xzr"
            ? $"mov x22, x24; mov x27, #0; pac{kind}{key} x22, x27; aut{kind}z{key} x22"
            : $"mov x22, x24; pac{kind}{key} x22, {modifier}; aut{kind}{key} x22, {modifier}";
    }

    string Strip() => random.OneIn(3) ? $"mov x30, {random.Register('x')}; xpaclri" : $"{random.Of("xpaci", "xpacd")} x{random.Below(21)}";

    string Load()
    {
        var (key, offset) = (random.Of('a', 'b'), 8 * random.Between(-8, 7));
        var data = $"x{random.Below(21)}";
        return random.OneIn(2)
            ? $"mov x22, x24; pacdz{key} x22; ldra{key} {data}, [x22, #{offset}]; autdz{key} x22"
            : $"mov x22, x24; pacdz{key} x22; ldra{key} {data}, [x22, #{offset}]!";
    }
}
