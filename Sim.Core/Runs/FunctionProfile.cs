namespace Sim.Core.Runs;

/// <summary>Which functions a machine at work calls, and how often: what a function profiler counted.</summary>
/// <remarks>Compared by reference: a scenario reads each profile once.</remarks>
/// <param name="name">Name in reports.</param>
/// <param name="functions">At least one, each with at least one hit, the most called first; names are distinct.</param>
public sealed class FunctionProfile(string name, IReadOnlyList<ProfiledFunction> functions)
{
    public string Name { get; } = name;

    public IReadOnlyList<ProfiledFunction> Functions { get; } = functions;

    /// <summary>True if it was measured how long functions take.</summary>
    public bool HasTimes => Functions.All(function => function.TimeNs is not null);

    /// <summary>Most functions of a profile.</summary>
    public const int MaxFunctions = 500_000;

    /// <summary>Where the kernel's function profiler cuts names.</summary>
    /// <source key="debian-linux-image">kernel/trace/ftrace.c, function_stat_show: <c>%-30.30s</c>.</source>
    public const int CutLength = 30;

    /// <summary>Between a cut name and its number, where several functions share the name.</summary>
    public const string CutMark = "..";

    /// <summary>True if its longest names have the length at which names are cut, so that they may be the beginnings of names.</summary>
    public bool NamesMayBeCut { get; } = functions.Max(function => CutName(function.Name).Length) == CutLength;

    /// <summary>A name without the number that sets it apart from functions with the same cut name.</summary>
    public static ReadOnlySpan<char> CutName(string name)
    {
        var mark = name.Length > CutLength ? name.IndexOf(CutMark, CutLength, StringComparison.Ordinal) : -1;
        return mark == CutLength ? name.AsSpan(0, CutLength) : name;
    }
}

/// <summary>One function of a profile.</summary>
/// <param name="Name">As the kernel's symbol table has it.</param>
/// <param name="Hits">Calls that were counted; 1 or more.</param>
/// <param name="TimeNs">Nanoseconds of all these calls together, 0 or more. Null if not measured.</param>
public readonly record struct ProfiledFunction(string Name, long Hits, long? TimeNs = null);
