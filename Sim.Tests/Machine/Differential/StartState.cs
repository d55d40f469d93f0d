namespace Sim.Tests.Machine.Differential;

/// <summary>What a program starts from: registers, flags, memory. All as words in one row, in which its end state is given too.</summary>
sealed class StartState
{
    /// <summary>The memory that programs touch; a page ends in its middle.</summary>
    public const ulong Window = 0x1000_0f80;
    public const int WindowBytes = 256;
    public const ulong Middle = Window + WindowBytes / 2;

    public const int Stack = 31;
    public const int Flags = 32;
    public const int FirstOfWindow = 33;
    public const int Count = FirstOfWindow + WindowBytes / 8;

    /// <summary>What the code around a program needs for itself: neither loaded nor compared.</summary>
    public const int Reserved = 28;

    public StartState(RandomOperands random)
    {
        for (var i = 0; i < Count; i++)
            Words[i] = random.Value();
        Words[24] = Words[Stack] = Middle;
        Words[Flags] = (ulong)random.Below(16) << 28;
    }

    /// <summary>X0 to X30, SP, NZCV in bits 31 to 28, then the window.</summary>
    public ulong[] Words { get; } = new ulong[Count];

    public static string NameOf(int word) => word switch
    {
        < Stack => $"x{word}",
        Stack => "sp",
        Flags => "nzcv",
        _ => $"window+{8 * (word - FirstOfWindow)}",
    };
}
