namespace Sim.Core.Kernel.Image;

/// <summary>Pages of 4,096 bytes by virtual address.</summary>
public abstract class PageStore
{
    /// <summary>What tells the page at <paramref name="address"/> from others: virtual addresses with the same are one page. Null where there is none.</summary>
    /// <param name="address">A multiple of 4,096.</param>
    public abstract ulong? IdentityOf(ulong address);

    /// <summary>Reads the page at <paramref name="address"/>; false if there is none.</summary>
    public abstract bool TryRead(ulong address, Span<byte> page);
}
