namespace Sim.Reports.Comparing;

/// <summary>A cell of the baseline that the current results do not have.</summary>
/// <param name="Name">In a few words, different for every cell.</param>
/// <param name="Before">The baseline's cell.</param>
/// <param name="Nearest">What the current cell that is nearest to it has instead, in a clause. Null if none is near.</param>
public sealed record GoneCell(string Name, ComparedCell Before, string? Nearest)
{
    /// <summary>In a clause.</summary>
    public override string ToString() => $"{Name}: gone{(Nearest is null ? "" : $"; {Nearest}")}";
}
