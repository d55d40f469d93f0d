namespace Sim.Core.Probes.Measured;

/// <summary>The loop that a case runs for one of its figures.</summary>
/// <param name="OncePerTurn">Statements at the head of each turn, separated by semicolons; may be empty.</param>
/// <param name="Body">Statements that a turn repeats.</param>
/// <param name="Instructions">How many of the body's instructions are the case's own; 1 or more.</param>
/// <param name="LessCycles">Cycles of a body that others take, which close a chain; 0 or more.</param>
public sealed record CaseLoop(string OncePerTurn, string Body, int Instructions, int LessCycles)
{
    const int StatementsPerTurn = 512;
    const int RandomBits = 64;
    const int FirstRegister = 6;
    const int Registers = 12;
    const int FirstBase = 23;
    const int Bases = 4;

    /// <summary>Times that a turn has the body.</summary>
    /// <remarks>A body that reads random bits has each of them once a turn.</remarks>
    public int Copies { get; } = Body.Contains("{i}") ? RandomBits : Math.Max(1, StatementsPerTurn / Body.Split(';').Length);

    /// <summary>The lines of one turn.</summary>
    public IEnumerable<string> Lines()
    {
        if (OncePerTurn.Length > 0)
            yield return OncePerTurn.Replace("; ", "\n");
        for (var copy = 0; copy < Copies; copy++)
            yield return Of(copy);
    }

    // Independent copies write different registers; so do write-backs.
    string Of(int copy) => Body.Replace("; ", "\n")
        .Replace("{d}", Number(FirstRegister + (copy % Registers)))
        .Replace("{e}", Number(FirstRegister + ((copy + 1) % Registers)))
        .Replace("{b}", Number(FirstBase + (copy % Bases)))
        .Replace("{i}", Number(copy));

    static string Number(int number) => FormattableString.Invariant($"{number}");
}
