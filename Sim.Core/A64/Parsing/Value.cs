namespace Sim.Core.A64.Parsing;

/// <summary>What an expression comes to: a number, or a symbol plus a number.</summary>
/// <param name="Symbol">Null for a plain number.</param>
readonly record struct Value(string? Symbol, long Number)
{
    public bool IsConstant => Symbol is null;
}
