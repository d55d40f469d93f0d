namespace Sim.Core.Mechanisms;

/// <summary>The kernel build cannot do what a cell asks for: a property of the cell, not an error.</summary>
public sealed class CannotDispatchException : Exception
{
    public CannotDispatchException()
    {
    }

    public CannotDispatchException(string reason)
        : base(reason)
    {
    }

    public CannotDispatchException(string reason, Exception innerException)
        : base(reason, innerException)
    {
    }

    /// <summary>True if a branch does not reach; false if the kernel refuses.</summary>
    public bool OutOfReach { get; init; }
}
