namespace Sim.Tests.Machine.Oracle;

/// <summary>What the stores in flight do for a load.</summary>
/// <param name="Stores">Those from which it needs bytes, youngest first.</param>
/// <param name="Outcome">Whether they can hand them over.</param>
sealed record Supply(IReadOnlyList<Flight> Stores, SupplyOutcome Outcome);

enum SupplyOutcome
{
    /// <summary>No store in flight overlaps.</summary>
    Cache,

    /// <summary>The stores hand their bytes over.</summary>
    Forwarded,

    /// <summary>An atomic hands them over to the next one, both ordered.</summary>
    Chained,

    /// <summary>They could, but a store-release is among them.</summary>
    ReleaseInTheWay,

    /// <summary>They cannot.</summary>
    Blocked,
}
