namespace Sim.Cli;

/// <summary>What <c>sim</c> returns; scripts depend on it.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>A check that the user asked for did not hold: a budget, a tolerance.</summary>
    public const int CheckFailed = 1;

    /// <summary>A mistake in a file or on the command line, or a place that cannot be written to.</summary>
    public const int BadInput = 2;

    /// <summary>A mistake of ours.</summary>
    public const int Bug = 3;

    /// <summary>Stopped by a signal; what was finished by then is kept.</summary>
    public const int Interrupted = 130;
}
