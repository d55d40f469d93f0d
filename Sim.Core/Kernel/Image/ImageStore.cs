namespace Sim.Core.Kernel.Image;

/// <summary>Pages of an image.</summary>
public sealed class ImageStore(ImageMemory memory) : PageStore
{
    // An image of virtual addresses alone does not say which pages are one: each is its own then.
    public override ulong? IdentityOf(ulong address) => memory.PhysicalOf(new(address))?.Value ?? address;

    public override bool TryRead(ulong address, Span<byte> page) => memory.TryRead(address, page);
}
