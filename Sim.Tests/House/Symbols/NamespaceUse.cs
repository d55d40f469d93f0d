namespace Sim.Tests.House.Symbols;

/// <summary>Code of one namespace uses a type of another.</summary>
/// <param name="From">The namespace of the code.</param>
/// <param name="To">The namespace of the type.</param>
/// <param name="Type">The type's name.</param>
/// <param name="Place">The type or method that uses it.</param>
readonly record struct NamespaceUse(string From, string To, string Type, string Place)
{
    public override string ToString() => $"{From} uses {To}.{Type} in {Place}";
}
