using System.Text;

namespace Sim.Tests.Hardware.Differential;

/// <summary>A short program with the registers, flags and memory that it starts from.</summary>
sealed class RandomProgram
{
    /// <summary>The memory that programs touch; a page ends in its middle.</summary>
    public const ulong Window = 0x1000_0f80;
    public const int WindowBytes = 256;
    public const ulong Middle = Window + WindowBytes / 2;

    /// <summary>X0 to X30, then SP, then NZCV in bits 31 to 28.</summary>
    public const int StateWords = 33;

    const int Lines = 24;

    readonly StringBuilder _text = new();

    public RandomProgram(int seed)
    {
        var random = new RandomOperands(seed);
        for (var i = 0; i < 31; i++)
            State[i] = random.Value();
        State[24] = State[31] = Middle;
        State[32] = (ulong)random.Below(16) << 28;
        for (var i = 0; i < WindowBytes / 8; i++)
            Memory[i] = random.Value();

        var (arithmetic, accesses) = (new RandomArithmetic(random), new RandomAccesses(random));
        for (var i = 0; i < Lines; i++)
            AddLine(random, arithmetic, accesses, isInLoop: false);
        Text = _text.AppendLine("\tnop").ToString(); // So that a label at the end stands before code.
    }

    public string Text { get; }

    public ulong[] State { get; } = new ulong[StateWords];

    public ulong[] Memory { get; } = new ulong[WindowBytes / 8];

    void AddLine(RandomOperands random, RandomArithmetic arithmetic, RandomAccesses accesses, bool isInLoop)
    {
        if (random.OneIn(8))
            AddSkip(random, arithmetic);
        else if (!isInLoop && random.OneIn(16))
            AddLoop(random, arithmetic, accesses);
        else
            _text.Append('\t').AppendLine(random.OneIn(3) ? accesses.Next() : arithmetic.Next());
    }

    // A branch over one instruction; x22 and x30 receive addresses of code.
    void AddSkip(RandomOperands random, RandomArithmetic arithmetic)
    {
        var width = random.Width();
        var branch = random.Below(9) switch
        {
            0 or 1 => $"b.{random.Condition()} 1f",
            2 or 3 => $"{random.Of("cbz", "cbnz")} {random.Register(width)}, 1f",
            4 or 5 => $"{random.Of("tbz", "tbnz")} {random.Register(width)}, #{random.Shift(width)}, 1f",
            6 => "bl 1f",
            7 => $"adr x22, 1f; {random.Of("br", "blr", "ret")} x22",
            _ => "adrp x22, .; b 1f",
        };
        _text.AppendLine($"\t{branch}").AppendLine($"\t{arithmetic.Next()}").AppendLine("1:");
    }

    void AddLoop(RandomOperands random, RandomArithmetic arithmetic, RandomAccesses accesses)
    {
        _text.AppendLine($"\tmov w23, #{random.Between(2, 5)}").AppendLine("2:");
        for (var i = 0; i < 4; i++)
            AddLine(random, arithmetic, accesses, isInLoop: true);
        _text.AppendLine("\tsub w23, w23, #1; cbnz w23, 2b");
    }
}
