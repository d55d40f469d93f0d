namespace Sim.Core.A64.Parsing;

/// <summary>A value that <c>ldr xN, =value</c> loads from memory.</summary>
/// <param name="Label">Where it will be.</param>
/// <param name="Value">The value.</param>
/// <param name="Bytes">4 or 8.</param>
/// <param name="From">The operand that makes it.</param>
readonly record struct Literal(string Label, Value Value, int Bytes, Reference From);
