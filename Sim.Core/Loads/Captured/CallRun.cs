namespace Sim.Core.Loads.Captured;

/// <summary>What calls in an image executed.</summary>
/// <param name="Lengths">Instructions of each call.</param>
/// <param name="First">Each instruction of the first call: address and word.</param>
/// <param name="LastNewPage">Number of the call, from 1, that was the last to touch a page that none before had touched.</param>
/// <param name="EndedBy">What the call after the last one could not execute; null if it was not tried.</param>
public sealed record CallRun(IReadOnlyList<int> Lengths, IReadOnlyList<(ulong Address, uint Word)> First, int LastNewPage, string? EndedBy = null)
{
    /// <summary>Instructions of all calls.</summary>
    public long Instructions => Lengths.Sum(length => (long)length);

    /// <summary>True if the second half of the calls, of 1,024 or more, touched no further page.</summary>
    public bool IsClosed => EndedBy is null && Lengths.Count >= ImageCall.LeastCalls && LastNewPage <= Lengths.Count / 2;
}
