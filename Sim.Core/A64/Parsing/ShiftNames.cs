namespace Sim.Core.A64.Parsing;

/// <summary>The words that shift or extend a register operand.</summary>
static class ShiftNames
{
    public static readonly IReadOnlyDictionary<string, Operand2> Shifts = Named(Operand2.Lsl, Operand2.Ror);

    public static readonly IReadOnlyDictionary<string, Operand2> All = Named(Operand2.Lsl, Operand2.Sxtx);

    public static readonly IReadOnlyDictionary<string, Operand2> OnlyLsl = Named(Operand2.Lsl, Operand2.Lsl);

    static readonly string[] Names = [.. Enum.GetValues<Operand2>().Select(kind => kind.ToString().ToLowerInvariant())];

    public static string Of(Operand2 kind) => Names[(int)kind];

    static Dictionary<string, Operand2> Named(Operand2 first, Operand2 last) => Enum.GetValues<Operand2>()
        .Where(kind => kind >= first && kind <= last)
        .ToDictionary(kind => kind.ToString().ToLowerInvariant());
}
