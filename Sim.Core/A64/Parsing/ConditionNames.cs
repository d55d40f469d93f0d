namespace Sim.Core.A64.Parsing;

/// <summary>The names of the condition codes, synonyms included.</summary>
static class ConditionNames
{
    public static readonly IReadOnlyDictionary<string, Condition> All = Build();

    static readonly string[] Names = [.. Enum.GetValues<Condition>().Select(condition => condition.ToString().ToLowerInvariant())];

    public static string Of(Condition condition) => Names[(int)condition];

    static Dictionary<string, Condition> Build()
    {
        var names = Enum.GetValues<Condition>().ToDictionary(condition => condition.ToString().ToLowerInvariant());
        names["hs"] = Condition.Cs;
        names["lo"] = Condition.Cc;
        return names;
    }
}
