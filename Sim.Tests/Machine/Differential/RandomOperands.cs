namespace Sim.Tests.Machine.Differential;

/// <summary>Random parts of instructions, as text.</summary>
sealed class RandomOperands(int seed)
{
    static readonly string[] Conditions =
        ["eq", "ne", "cs", "hs", "cc", "lo", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le"];

    static readonly ulong[] Corners =
    [
        0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x1_0000_0000,
        0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, 0xffff_ffff_8000_0000, 0xffff_ffff_ffff_fffe, 0xffff_ffff_ffff_ffff,
    ];

    readonly Random _random = new(seed);

    public int Below(int end) => _random.Next(end);

    public int Between(int first, int last) => _random.Next(first, last + 1);

    public bool OneIn(int chances) => _random.Next(chances) == 0;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    public ulong Value() =>
        OneIn(2) ? Of<ulong>(Corners) : (ulong)_random.NextInt64(long.MinValue, long.MaxValue) >> (OneIn(2) ? 0 : Below(64));

    public string Condition() => Of<string>(Conditions);

    /// <summary>Those that always hold included.</summary>
    public string AnyCondition() => OneIn(9) ? Of("al", "nv") : Condition();

    public char Width() => Of('x', 'w');

    /// <summary>x0 to x21, or one time in ten the zero register.</summary>
    public string Register(char width) => OneIn(10) ? $"{width}zr" : NonZero(width);

    /// <summary>So many registers with commas between them.</summary>
    public string Registers(char width, int count) => string.Join(", ", Enumerable.Range(0, count).Select(_ => Register(width)));

    public string NonZero(char width) => $"{width}{Below(22)}";

    public static int Bits(char width) => width == 'x' ? 64 : 32;

    public int Shift(char width) => OneIn(4) ? Of(0, Bits(width) - 1) : Below(Bits(width));

    /// <summary>A random logical immediate: a rotated run of ones in an element of 2 to 64 bits.</summary>
    public string LogicalImmediate(char width)
    {
        var element = 2 << Below(width == 'x' ? 6 : 5);
        var run = ulong.MaxValue >> (64 - Between(1, element - 1));
        var value = 0UL;
        for (var at = 0; at < Bits(width); at += element)
            value |= run << at;
        return $"#0x{(width == 'x' ? ulong.RotateRight(value, Below(64)) : uint.RotateRight((uint)value, Below(32))):x}";
    }
}
