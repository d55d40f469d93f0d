namespace Sim.Core.Kernel.Image;

/// <summary>A traced call cut out of an image: the pages that it touches, as they were, and what is needed to execute it.</summary>
public sealed class Capture : PageStore
{
    /// <summary>Bytes of a page.</summary>
    public const int PageBytes = ImageMemory.PieceBytes;

    readonly Dictionary<ulong, ulong> _identities;
    readonly IReadOnlyDictionary<ulong, byte[]> _bytes;

    /// <param name="pages">Virtual addresses, each a multiple of 4,096, with what tells the page from others.</param>
    /// <param name="bytes">Bytes of each page by that.</param>
    public Capture(IEnumerable<KeyValuePair<ulong, ulong>> pages, IReadOnlyDictionary<ulong, byte[]> bytes)
    {
        _identities = new(pages);
        _bytes = bytes;
    }

    /// <summary>Version of the kernel.</summary>
    public required string Release { get; init; }

    /// <summary>VMCOREINFO of the image.</summary>
    public required VmCoreInfo Information { get; init; }

    /// <summary>What the CPU has.</summary>
    public required KernelContext Context { get; init; }

    /// <summary>CPU of the image, from 0.</summary>
    public required int Cpu { get; init; }

    /// <summary>The function that is called, by name.</summary>
    public required string Function { get; init; }

    /// <summary>Its address.</summary>
    public required ulong Address { get; init; }

    /// <summary>Registers that the call begins with; null for a call with arguments of 0.</summary>
    public CpuRegisters? Registers { get; init; }

    /// <summary>Whether the function's body returns at once.</summary>
    public bool ReturnsAtOnce { get; init; }

    /// <summary>Calls that were executed for it; more may touch further pages unless <see cref="IsClosed"/>.</summary>
    public required int Calls { get; init; }

    /// <summary>Instructions of the first call.</summary>
    public required int FirstInstructions { get; init; }

    /// <summary>Instructions of all calls.</summary>
    public required long Instructions { get; init; }

    /// <summary>True if the second half of the calls touched no further page.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>Why no further call could be made in the image; null if that was not tried.</summary>
    public string? EndedBy { get; init; }

    /// <summary>Symbols of the code that was executed, and of data.</summary>
    public required SymbolTable Symbols { get; init; }

    /// <summary>Virtual addresses of pages with what tells the page from others, by address.</summary>
    public IEnumerable<KeyValuePair<ulong, ulong>> Pages => _identities.OrderBy(page => page.Key);

    /// <summary>Bytes of each page by what tells it from others.</summary>
    public IReadOnlyDictionary<ulong, byte[]> Bytes => _bytes;

    public override ulong? IdentityOf(ulong address) => _identities.TryGetValue(address, out var identity) ? identity : null;

    public override bool TryRead(ulong address, Span<byte> page)
    {
        if (!_identities.TryGetValue(address, out var identity) || !_bytes.TryGetValue(identity, out var bytes))
            return false;
        bytes.CopyTo(page);
        return true;
    }
}
