namespace Sim.Tests.Machine.Differential;

/// <summary>Random instructions that compute on registers alone.</summary>
sealed class RandomArithmetic(RandomOperands random)
{
    public string Next() => random.Below(15) switch
    {
        0 => Immediate(),
        1 or 2 => Shifted(),
        3 => Extended(),
        4 => Logical(),
        5 => LogicalImmediate(),
        6 => Move(),
        7 => Carry(),
        8 or 9 => BitField(),
        10 => Extend(),
        11 => OneSource(),
        12 => Select(),
        13 => ConditionalCompare(),
        _ => Compare(),
    };

    string Immediate()
    {
        var width = random.Width();
        var amount = random.OneIn(3) ? $"#{random.Below(4096)}, lsl #12" : $"#{random.Between(-4095, 4095)}";
        var opcode = random.Of("add", "adds", "sub", "subs");
        return $"{opcode} {random.NonZero(width)}, {random.NonZero(width)}, {amount}";
    }

    string Shifted()
    {
        var width = random.Width();
        var shift = random.OneIn(3) ? "" : $", {random.Of("lsl", "lsr", "asr")} #{random.Shift(width)}";
        return random.OneIn(6)
            ? $"{random.Of("neg", "negs")} {random.Registers(width, 2)}{shift}"
            : $"{random.Of("add", "adds", "sub", "subs")} {random.Registers(width, 3)}{shift}";
    }

    string Extended()
    {
        var width = random.Width();
        var kind = random.Of("uxtb", "uxth", "uxtw", "uxtx", "sxtb", "sxth", "sxtw", "sxtx");
        var index = kind[^1] == 'x' && width == 'x' ? 'x' : 'w';
        var opcode = random.Of("add", "adds", "sub", "subs");
        return $"{opcode} {random.NonZero(width)}, {random.NonZero(width)}, {random.Register(index)}, {kind} #{random.Below(5)}";
    }

    string Logical()
    {
        var width = random.Width();
        var shift = random.OneIn(3) ? "" : $", {random.Of("lsl", "lsr", "asr", "ror")} #{random.Shift(width)}";
        return random.OneIn(6)
            ? $"{random.Of("mvn", "tst")} {random.Registers(width, 2)}{shift}"
            : $"{random.Of("and", "ands", "bic", "bics", "orr", "orn", "eor", "eon")} {random.Registers(width, 3)}{shift}";
    }

    string LogicalImmediate()
    {
        var width = random.Width();
        var opcode = random.Of("and", "ands", "orr", "eor", "bic");
        return $"{opcode} {random.NonZero(width)}, {random.Register(width)}, {random.LogicalImmediate(width)}";
    }

    string Move()
    {
        var width = random.Width();
        var rd = random.Register(width);
        return random.Below(4) switch
        {
            0 => $"mov {rd}, {random.Register(width)}",
            1 => $"mov {random.NonZero(width)}, {random.LogicalImmediate(width)}",
            2 => $"{random.Of("movz", "movn", "movk")} {rd}, #{random.Below(65536)}, lsl #{random.Shift(width) & ~15}",
            _ => $"mov {rd}, #{random.Of(0, 1, -1, -2, 65535, -65536, 0x10000, 0x7fff0000, -32768)}",
        };
    }

    string Carry()
    {
        var width = random.Width();
        return random.OneIn(4)
            ? $"{random.Of("ngc", "ngcs")} {random.Registers(width, 2)}"
            : $"{random.Of("adc", "adcs", "sbc", "sbcs")} {random.Registers(width, 3)}";
    }

    string BitField()
    {
        var width = random.Width();
        var (rd, rn, lowBit) = (random.Register(width), random.Register(width), random.Shift(width));
        var fieldWidth = random.Between(1, RandomOperands.Bits(width) - lowBit);
        return random.Below(6) switch
        {
            0 => $"{random.Of("lsl", "lsr", "asr", "ror")} {rd}, {rn}, #{lowBit}",
            1 => $"{random.Of("lsl", "lsr", "asr", "ror", "lslv", "lsrv", "asrv", "rorv")} {rd}, {rn}, {random.Register(width)}",
            2 => $"{random.Of("sbfm", "bfm", "ubfm")} {rd}, {rn}, #{lowBit}, #{random.Shift(width)}",
            3 => $"extr {rd}, {rn}, {random.Register(width)}, #{lowBit}",
            4 => $"bfc {rd}, #{lowBit}, #{fieldWidth}",
            _ => $"{random.Of("bfi", "bfxil", "sbfiz", "sbfx", "ubfiz", "ubfx")} {rd}, {rn}, #{lowBit}, #{fieldWidth}",
        };
    }

    string Extend()
    {
        var kind = random.Of("sxtb", "sxth", "sxtw", "uxtb", "uxth", "uxtw");
        var width = kind[^1] == 'w' ? 'x' : kind[0] == 'u' ? 'w' : random.Width();
        return $"{kind} {random.Register(width)}, {random.Register('w')}";
    }

    string OneSource()
    {
        var kind = random.Of("clz", "cls", "rbit", "rev16", "rev", "rev32", "rev64");
        var width = kind is "rev32" or "rev64" ? 'x' : random.Width();
        return $"{kind} {random.Registers(width, 2)}";
    }

    string Select()
    {
        var width = random.Width();
        var (rd, rn) = (random.Register(width), random.Register(width));
        return random.Below(3) switch
        {
            0 => $"{random.Of("csel", "csinc", "csinv", "csneg")} {rd}, {rn}, {random.Register(width)}, {random.AnyCondition()}",
            1 => $"{random.Of("cset", "csetm")} {rd}, {random.Condition()}",
            _ => $"{random.Of("cinc", "cinv", "cneg")} {rd}, {rn}, {random.Condition()}",
        };
    }

    string ConditionalCompare()
    {
        var width = random.Width();
        var second = random.OneIn(2) ? random.Register(width) : $"#{random.Below(32)}";
        return $"{random.Of("ccmp", "ccmn")} {random.Register(width)}, {second}, #{random.Below(16)}, {random.AnyCondition()}";
    }

    string Compare()
    {
        var width = random.Width();
        var rn = random.NonZero(width);
        return random.Below(4) switch
        {
            0 => $"{random.Of("cmp", "cmn")} {rn}, #{random.Between(-4095, 4095)}",
            1 => $"{random.Of("cmp", "cmn")} {rn}, {random.Register(width)}, {random.Of("lsl", "lsr", "asr")} #{random.Shift(width)}",
            2 => $"{random.Of("cmp", "cmn")} {rn}, {random.Register('w')}, {random.Of("uxtb", "sxth", "sxtw")} #{random.Below(5)}",
            _ => $"tst {rn}, {random.LogicalImmediate(width)}",
        };
    }
}
