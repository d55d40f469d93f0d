namespace Sim.Core.A64;

/// <summary>Memory ordering that an atomic or exclusive access asks for.</summary>
[Flags]
public enum Ordering : byte
{
    Relaxed = 0,
    Acquire = 1,
    Release = 2,
}
