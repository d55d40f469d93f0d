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

    /// <summary>What is attached to the function; null if the image does not say.</summary>
    public IReadOnlyList<Attachment>? Attached { get; init; }

    /// <summary>What the kernel was built with and runs with, as far as the image says: a name and a value each.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Layouts of the kernel's structures that further <c>ftrace_ops</c> need, by name; empty where the image has no types.</summary>
    public IReadOnlyDictionary<string, StructLayout> Layouts { get; init; } = new Dictionary<string, StructLayout>();

    /// <summary>What was captured, if this has changes; else null.</summary>
    public Capture? Original { get; private init; }

    /// <summary>Why no further <c>ftrace_ops</c> can be added; null if they can.</summary>
    public string? NoFurtherOps { get; init; }

    /// <summary>Symbols of the code that was executed, and of data.</summary>
    public required SymbolTable Symbols { get; init; }

    /// <summary>Virtual addresses of pages with what tells the page from others, by address.</summary>
    public IEnumerable<KeyValuePair<ulong, ulong>> Pages => _identities.OrderBy(page => page.Key);

    /// <summary>Bytes of each page by what tells it from others.</summary>
    public IReadOnlyDictionary<ulong, byte[]> Bytes => _bytes;

    /// <summary>The same with other bytes, all of which are on its pages.</summary>
    public Capture With(IEnumerable<(ulong Address, byte[] Bytes)> changes)
    {
        var bytes = new Dictionary<ulong, byte[]>(_bytes);
        var changed = new HashSet<ulong>();
        foreach (var (address, text) in changes)
        {
            for (var at = 0; at < text.Length; at++)
            {
                var place = address + (ulong)at;
                var identity = _identities[place & ~(ulong)(PageBytes - 1)];
                if (changed.Add(identity))
                    bytes[identity] = [.. bytes[identity]];
                bytes[identity][place % PageBytes] = text[at];
            }
        }

        return new(_identities, bytes)
        {
            Release = Release,
            Information = Information,
            Context = Context,
            Cpu = Cpu,
            Function = Function,
            Address = Address,
            Registers = Registers,
            ReturnsAtOnce = ReturnsAtOnce,
            Calls = Calls,
            FirstInstructions = FirstInstructions,
            Instructions = Instructions,
            IsClosed = IsClosed,
            EndedBy = EndedBy,
            Attached = Attached,
            Options = Options,
            Layouts = Layouts,
            NoFurtherOps = NoFurtherOps,
            Symbols = Symbols,
            Original = Original ?? this,
        };
    }

    /// <summary>Whether all of these bytes are on its pages.</summary>
    public bool Holds(ulong address, int bytes)
    {
        for (var page = address & ~(ulong)(PageBytes - 1); page < address + (ulong)bytes; page += PageBytes)
        {
            if (!_identities.ContainsKey(page))
                return false;
        }

        return true;
    }

    public override ulong? IdentityOf(ulong address) => _identities.TryGetValue(address, out var identity) ? identity : null;

    public override bool TryRead(ulong address, Span<byte> page)
    {
        if (!_identities.TryGetValue(address, out var identity) || !_bytes.TryGetValue(identity, out var bytes))
            return false;
        bytes.CopyTo(page);
        return true;
    }
}
