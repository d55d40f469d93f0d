using Sim.Core.Kernel.Image;
using Sim.Core.Machine.Memory;

namespace Sim.Core.Loads.Captured;

/// <summary>Memory of an image for a run: a page is copied when it is first touched, and pages that are one in physical memory stay one.</summary>
public sealed class ImagePages
{
    const int PageBytes = ImageMemory.PieceBytes;

    readonly PageStore _store;
    readonly Dictionary<ulong, byte[]> _byPhysical = [];
    readonly SortedDictionary<ulong, ulong> _touched = [];

    /// <param name="store">Where pages come from; it is not changed.</param>
    public ImagePages(PageStore store)
    {
        _store = store;
        Memory = new GuestMemory { PageSource = Take };
    }

    /// <summary>The memory.</summary>
    public GuestMemory Memory { get; }

    /// <summary>Pages of the image that were touched: virtual addresses with what tells the page from others, its physical address where that is known.</summary>
    public IReadOnlyDictionary<ulong, ulong> Touched => _touched;

    byte[]? Take(ulong number)
    {
        var address = number * PageBytes;
        if (_store.IdentityOf(address) is not { } identity)
            return null;
        if (!_byPhysical.TryGetValue(identity, out var page))
        {
            page = new byte[PageBytes];
            if (!_store.TryRead(address, page))
                return null;
            _byPhysical.Add(identity, page);
        }

        _touched.Add(address, identity);
        return page;
    }
}
