namespace Sim.Core.Machine;

/// <summary>Simulated code did what no core can carry out, such as touching memory that does not exist: a mistake of the routine's
/// author.</summary>
public sealed class GuestFault : Exception
{
    public GuestFault()
    {
    }

    public GuestFault(string message)
        : base(message)
    {
    }

    public GuestFault(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Address of the instruction, where a core with time executed it. Null otherwise.</summary>
    public ulong? At { get; set; }
}
