using System.Globalization;

namespace Sim.Tests.Machine.Differential;

/// <summary>Random moves of SIMD registers. They are no part of the state: each line loads what it uses from the window and stores what it made.</summary>
sealed class RandomVectors(RandomOperands random)
{
    static readonly (char Letter, int Bytes)[] Sizes = [('b', 1), ('h', 2), ('s', 4), ('d', 8)];

    public string Next()
    {
        if (random.OneIn(4))
            return Structures();
        var (first, second) = (random.Below(32), random.Below(32));
        var move = random.Below(8) switch
        {
            0 => Constant(first),
            1 => Scalar(first, second),
            2 => ToVector(first),
            3 or 4 => FromVector(second),
            5 => Duplicate(first, second),
            6 => Insert(first, second),
            _ => random.OneIn(2) ? $"mov v{first}.16b, v{second}.16b" : $"mov v{first}.8b, v{second}.8b",
        };
        return $"ldr q{second}, {Place()}; ldr q{first}, {Place()}; {move}; str q{first}, {Place()}";
    }

    string Place() => $"[x24, #{16 * random.Between(-4, 3)}]";

    static string Arrangement(int bytes, bool isFull) => $"{(isFull ? 16 : 8) / bytes}{"bhxsxxxd"[bytes - 1]}";

    string Constant(int to)
    {
        var inverts = random.Of("movi", "mvni");
        var (value, isFull) = (random.Below(256), random.OneIn(2));
        return random.Below(9) switch
        {
            0 => $"movi v{to}.{Arrangement(1, isFull)}, #{value}",
            1 => $"{inverts} v{to}.{Arrangement(2, isFull)}, #{value}, lsl #{random.Of(0, 8)}",
            2 => $"{inverts} v{to}.{Arrangement(4, isFull)}, #{value}, lsl #{8 * random.Below(4)}",
            3 => $"{inverts} v{to}.{Arrangement(4, isFull)}, #{value}, msl #{random.Of(8, 16)}",
            4 => $"movi {random.Of($"d{to}", $"v{to}.2d")}, #{Bytes()}",
            5 or 6 => $"fmov {random.Of('h', 's', 'd')}{to}, #{Float()}",
            _ => $"fmov v{to}.{random.Of("2s", "4s", "2d", "4h", "8h")}, #{Float()}",
        };
    }

    string Bytes() => "0x" + string.Concat(Enumerable.Range(0, 8).Select(_ => random.Of("00", "ff")));

    string Float() => (random.Of(1, -1) * (16 + random.Below(16)) / 16.0 * Math.Pow(2, random.Between(-3, 4))).ToString("0.0######", CultureInfo.InvariantCulture);

    string Scalar(int to, int from)
    {
        var (letter, bytes) = random.Of(Sizes);
        return letter != 'b' && random.OneIn(2)
            ? $"fmov {letter}{to}, {letter}{from}"
            : $"{random.Of("mov", "dup")} {letter}{to}, v{from}.{letter}[{random.Below(16 / bytes)}]";
    }

    string ToVector(int to) => random.Below(5) switch
    {
        0 => $"fmov s{to}, {random.Register('w')}",
        1 => $"fmov d{to}, {random.Register('x')}",
        2 => $"fmov h{to}, {random.Register(random.Width())}",
        3 => $"fmov v{to}.d[1], {random.Register('x')}",
        _ => Fill(to),
    };

    string Fill(int to)
    {
        var (letter, bytes) = random.Of(Sizes);
        return $"dup v{to}.{Arrangement(bytes, letter == 'd' || random.OneIn(2))}, {random.Register(letter == 'd' ? 'x' : 'w')}";
    }

    string FromVector(int from)
    {
        var (letter, bytes) = random.Of(Sizes);
        var element = $"v{from}.{letter}[{random.Below(16 / bytes)}]";
        var x = letter == 'd' ? 'x' : 'w';
        return random.Below(6) switch
        {
            0 => $"fmov {random.Register('w')}, s{from}",
            1 => $"fmov {random.Register('x')}, {random.Of($"d{from}", $"v{from}.d[1]")}",
            2 => $"fmov {random.Register(random.Width())}, h{from}",
            3 when letter != 'd' => $"smov {random.Register(letter == 's' ? 'x' : random.Width())}, {element}",
            4 when letter is 's' or 'd' => $"mov {random.Register(x)}, {element}",
            _ => $"umov {random.Register(x)}, {element}",
        };
    }

    string Duplicate(int to, int from)
    {
        var (letter, bytes) = random.Of(Sizes);
        return $"dup v{to}.{Arrangement(bytes, letter == 'd' || random.OneIn(2))}, v{from}.{letter}[{random.Below(16 / bytes)}]";
    }

    string Insert(int to, int from)
    {
        var (letter, bytes) = random.Of(Sizes);
        var source = random.OneIn(2) ? random.Register(letter == 'd' ? 'x' : 'w') : $"v{from}.{letter}[{random.Below(16 / bytes)}]";
        return $"{random.Of("mov", "ins")} v{to}.{letter}[{random.Below(16 / bytes)}], {source}";
    }

    // Loaded in one form and stored in another.
    string Structures()
    {
        var (first, registers) = (random.Below(32), random.Between(1, 4));
        return $"sub x27, x24, #{random.Between(0, 32)}; ld{Form(first, registers)}; sub x27, x24, #{random.Between(0, 32)}; st{Form(first, registers)}";
    }

    string Form(int first, int registers)
    {
        var (isFull, interleaved) = (random.OneIn(2), registers > 1 && random.OneIn(2));
        var bytes = random.Of(1, 2, 4, 8);
        var arrangement = Arrangement(bytes, isFull || (bytes == 8 && interleaved));
        isFull = arrangement is "16b" or "8h" or "4s" or "2d";
        string Name(int number) => $"v{(first + number) % 32}.{arrangement}";
        var list = registers > 1 && first + registers <= 32 && random.OneIn(2)
            ? $"{{{Name(0)}-{Name(registers - 1)}}}"
            : $"{{{string.Join(", ", Enumerable.Range(0, registers).Select(Name))}}}";
        var address = random.Below(3) switch
        {
            0 => "[x27]",
            1 => $"[x27], #{registers * (isFull ? 16 : 8)}",
            _ => $"[x27], {random.NonZero('x')}",
        };
        return $"{(interleaved ? registers : 1)} {list}, {address}";
    }
}
