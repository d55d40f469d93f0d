namespace Sim.Tests.Machine.Differential;

/// <summary>Random acquire, release, exclusive and LSE accesses to the window; x27 is where, x22 receives the status.</summary>
sealed class RandomAtomics(RandomOperands random)
{
    static readonly string[] Operations = ["add", "clr", "eor", "set", "smax", "smin", "umax", "umin"];

    public string Next() => random.Below(8) switch
    {
        0 => Ordered(),
        1 => Exclusive(),
        2 => ExclusivePair(),
        3 => CompareAndSwap(),
        4 => CompareAndSwapPair(),
        5 => WithoutResult(),
        _ => Modify(),
    };

    (string Suffix, char Width, int Bytes) Size()
    {
        var width = random.Width();
        return random.Of(("", width, RandomOperands.Bits(width) / 8), ("b", 'w', 1), ("h", 'w', 2));
    }

    string Ordering() => random.Of("", "a", "l", "al");

    // x27 becomes a place that is aligned for the access.
    string Place(int bytes) => $"add x27, x24, #{random.Below(32 / bytes) * bytes}";

    string Ordered()
    {
        var (suffix, width, bytes) = Size();
        if (random.OneIn(4))
        {
            var offset = random.Below(256);
            var (at, signed) = ($"{Place(bytes)}; sub x27, x27, #{offset}", random.Of(("b", 1), ("h", 2), ("w", 4)));
            return random.Below(3) switch
            {
                0 => $"{at}; ldapur{suffix} {random.Register(width)}, [x27, #{offset}]",
                1 => $"{at}; stlur{suffix} {random.Register(width)}, [x27, #{offset}]",
                _ => $"{Place(signed.Item2)}; ldapurs{signed.Item1} {random.Register(signed.Item1 == "w" ? 'x' : random.Width())}, [x27]",
            };
        }

        return $"{Place(bytes)}; {random.Of("ldar", "ldapr", "ldlar", "stlr", "stllr")}{suffix} {random.Register(width)}, [x27]";
    }

    // Store-exclusives succeed, or fail for want of a load-exclusive of their address.
    string Between() => random.Below(6) switch
    {
        0 => "; add x27, x27, #16",
        1 => "; clrex",
        _ => "",
    };

    string Exclusive()
    {
        var (suffix, width, bytes) = Size();
        var load = $"{random.Of("ldxr", "ldaxr")}{suffix} {random.Register(width)}, [x27]";
        var store = $"{random.Of("stxr", "stlxr")}{suffix} {random.Of("w22", "wzr")}, {random.Register(width)}, [x27]";
        return $"{Place(bytes)}; {load}{Between()}; {store}";
    }

    string ExclusivePair()
    {
        var width = random.Width();
        var first = random.Below(21);
        var load = $"{random.Of("ldxp", "ldaxp")} {width}{first}, {random.Of($"{width}{first + 1}", $"{width}zr")}, [x27]";
        var store = $"{random.Of("stxp", "stlxp")} w22, {random.Registers(width, 2)}, [x27]";
        return $"{Place(RandomOperands.Bits(width) / 4)}; {load}{Between()}; {store}";
    }

    string Modify()
    {
        var (suffix, width, bytes) = Size();
        var operation = random.OneIn(6) ? "swp" : "ld" + random.Of<string>(Operations);
        var registers = random.OneIn(8) ? random.Of($"{width}27, {width}22", $"{width}22, {width}27") : random.Registers(width, 2);
        return $"{Place(bytes)}; {operation}{Ordering()}{suffix} {registers}, [x27]";
    }

    string WithoutResult()
    {
        var (suffix, width, bytes) = Size();
        return $"{Place(bytes)}; st{random.Of<string>(Operations)}{random.Of("", "l")}{suffix} {random.Register(width)}, [x27]";
    }

    // What is expected is often loaded before, so that the swap takes place.
    string CompareAndSwap()
    {
        var (suffix, width, bytes) = Size();
        var expected = random.Register(width);
        var load = random.OneIn(2) ? $"ldr{suffix} {expected}, [x27]; " : "";
        return $"{Place(bytes)}; {load}cas{Ordering()}{suffix} {expected}, {random.Register(width)}, [x27]";
    }

    string CompareAndSwapPair()
    {
        var width = random.Width();
        var (expected, stored) = (2 * random.Below(11), 2 * random.Below(11));
        var pair = $"{width}{expected}, {width}{expected + 1}";
        var load = random.OneIn(4) ? "" : $"ldp {pair}, [x27]; ";
        if (load != "" && random.OneIn(3))
            load += $"mov {width}{expected + random.Below(2)}, {random.Register(width)}; ";
        return $"{Place(RandomOperands.Bits(width) / 4)}; {load}casp{Ordering()} {pair}, {width}{stored}, {width}{stored + 1}, [x27]";
    }
}
