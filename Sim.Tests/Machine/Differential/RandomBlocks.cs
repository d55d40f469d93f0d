namespace Sim.Tests.Machine.Differential;

/// <summary>Random lines, and the blocks that branches form around them: skips, counted loops, calls.</summary>
sealed class RandomBlocks(RandomOperands random)
{
    readonly RandomArithmetic _arithmetic = new(random);
    readonly RandomMultiply _multiply = new(random);
    readonly RandomAccesses _accesses = new(random);
    readonly RandomAtomics _atomics = new(random);
    readonly RandomAddresses _addresses = new(random);
    readonly RandomSystem _system = new(random);
    readonly RandomVectors _vectors = new(random);
    readonly RandomTags _tags = new(random);
    readonly RandomSigning _signing = new(random);

    public Piece Next() => random.Below(24) switch
    {
        0 or 1 or 2 => Skip(),
        3 => Loop(),
        4 => Call(),
        _ => Line(),
    };

    Piece Line() => Piece.Line(random.Below(20) switch
    {
        0 or 1 or 2 or 3 => _accesses.Next(),
        4 or 5 or 6 => _atomics.Next(),
        7 or 8 => _addresses.Next(),
        9 => _system.Next(),
        10 or 11 => _multiply.Next(),
        12 => _signing.Next(),
        13 => random.OneIn(5) ? _tags.Next() : _vectors.Next(),
        _ => _arithmetic.Next(),
    });

    // Loops and calls are not nested: they share a counter and a return address.
    Piece LineOrSkip() => random.OneIn(6) ? Skip() : Line();

    // A branch over one line; x22 and x30 receive addresses of code.
    Piece Skip()
    {
        if (random.OneIn(10))
            return SignedSkip();
        var width = random.Width();
        var branch = random.Below(10) switch
        {
            0 => $"b.{random.AnyCondition()} 1f",
            1 => $"b{random.Condition()} 1f", // GNU as knows neither 'bal' nor 'bnv'.
            2 or 3 => $"{random.Of("cbz", "cbnz")} {random.Register(width)}, 1f",
            4 or 5 => $"{random.Of("tbz", "tbnz")} {random.Register(width)}, #{random.Shift(width)}, 1f",
            6 => "bl 1f",
            7 => $"adr x22, 1f; {random.Of("br", "blr", "ret")} x22",
            8 => "adr x30, 1f; ret",
            _ => "b 1f",
        };
        return new Piece($"\t{branch}\n", [Line()], "1:\n");
    }

    // As a branch over one line; signed addresses differ from those of the emulator, and do not stay.
    Piece SignedSkip()
    {
        var key = random.Of('a', 'b');
        var (branch, register) = random.Below(3) switch
        {
            0 => ($"adr x22, 1f; paciz{key} x22; {random.Of("bra", "blra")}{key}z x22", "x22"),
            1 => ($"adr x22, 1f; paci{key} x22, x24; {random.Of("bra", "blra")}{key} x22, x24", "x22"),
            _ => ($"adr x30, 1f; paci{key}sp; reta{key}", "x30"),
        };
        return new Piece($"\t{branch}\n", [Line()], $"1:\tmov {register}, x24\n");
    }

    Piece Loop()
    {
        var next = random.Below(4) switch
        {
            0 => "sub w23, w23, #1; cbnz w23, 2b",
            1 => "subs w23, w23, #1; b.ne 2b",
            2 => "subs x23, x23, #1; b.hi 2b",
            _ => "sub w23, w23, #1; tbz w23, #31, 2b",
        };
        return new Piece($"\tmov x23, #{random.Between(1, 4)}\n2:\n", Body(), $"\t{next}\n");
    }

    // A function with its calls after it. It keeps its return address where skips, which link too, leave it alone.
    Piece Call()
    {
        var keeps = random.Of("x25", "x26");
        var leaves = random.Of("ret", "br") + $" {keeps}";
        if (random.OneIn(2))
            leaves = $"mov x30, {keeps}; ret";
        var calls = random.Below(4) switch
        {
            0 => "bl 3b",
            1 => "bl 3b; bl 3b",
            2 => "adr x25, 3b; blr x25",
            _ => "adr x30, 5f; b 3b; 5: nop",
        };
        return new Piece($"\tb 4f\n3:\tmov {keeps}, x30\n", Body(), $"\t{leaves}\n4:\t{calls}\n");
    }

    List<Piece> Body() => [.. Enumerable.Range(0, 4).Select(_ => LineOrSkip())];
}
