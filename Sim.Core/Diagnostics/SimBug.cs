namespace Sim.Core.Diagnostics;

/// <summary>A mistake of ours, never of the user: a broken invariant, with the values that broke it. Ends the run with exit code 3.</summary>
public sealed class SimBug : Exception
{
    public SimBug()
    {
    }

    public SimBug(string message)
        : base(message)
    {
    }

    public SimBug(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
