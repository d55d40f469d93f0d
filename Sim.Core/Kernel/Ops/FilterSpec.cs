namespace Sim.Core.Kernel.Ops;

/// <summary>How many functions the two hashes of an ops name.</summary>
/// <param name="Functions">Functions that it traces, 1 to <see cref="Most"/>; 0 means all: an empty filter.</param>
/// <param name="Notrace">Functions that it leaves out, 0 to <see cref="Most"/>.</param>
public readonly record struct FilterSpec(int Functions, int Notrace)
{
    /// <summary>One function, and none left out.</summary>
    public static FilterSpec One { get; } = new(1, 0);

    /// <summary>Most functions of a hash.</summary>
    public const int Most = 100_000;

    /// <summary><c>1</c>, <c>all</c>, <c>all-1</c> and so on: functions traced, less those left out.</summary>
    public override string ToString() => (Functions, Notrace) switch
    {
        (0, 0) => "all",
        (0, var without) => FormattableString.Invariant($"all-{without}"),
        (var functions, 0) => FormattableString.Invariant($"{functions}"),
        var (functions, without) => FormattableString.Invariant($"{functions}-{without}"),
    };
}
