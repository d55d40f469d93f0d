using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Kernel.Functions;
using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.OwnTrampoline;
using Sim.Core.Units;

namespace Sim.Core.Loads;

/// <summary>Assembles a build's routines and gives them addresses: the kernel's at their own, the module's one after the other.</summary>
public sealed class Linking
{
    // The module's functions and its trampolines are kept on pages of their own.
    const ulong PageBytes = 4096;
    const int FunctionBytes = 64;

    readonly KernelBuild _build;
    readonly IReadOnlySet<string> _own;
    readonly IReadOnlyDictionary<string, ulong> _symbols;
    readonly ConstantSet _constants;
    readonly DiagnosticBag _bag = new();
    readonly List<(ObjectFile File, ulong Address)> _pieces = [];
    ulong _module;

    /// <param name="build">Whose routines they are.</param>
    /// <param name="mechanism">How it calls tracers.</param>
    /// <param name="symbols">The kernel's data.</param>
    /// <param name="own">Names of the texts that a user wrote, whose mistakes are the user's.</param>
    public Linking(KernelBuild build, Mechanism mechanism, IReadOnlyDictionary<string, ulong> symbols, params IEnumerable<string> own)
    {
        (_build, _symbols, _module, _own) = (build, symbols, build.Addresses.Module, own.ToHashSet());
        HasLiteral = mechanism.HasLiteral;
        _constants = RoutineConstants.SetOf(build, mechanism);
    }

    /// <summary>True if the compiler leaves a literal before each function.</summary>
    public bool HasLiteral { get; }

    /// <summary>Start of the page after the module.</summary>
    public ulong FreeModuleAddress => (_module + PageBytes - 1) / PageBytes * PageBytes;

    public void Add(Routine routine)
    {
        var file = AssembledRoutines.Get(routine, _constants, _bag);

        // What a user's text includes is the user's too.
        if (_bag.HasErrors && _own.Contains(routine.Text.Name))
            throw new DesignException([.. _bag]);
        ThrowOnErrors();
        var alignment = file!.AlignmentBytes;
        var address = routine switch
        {
            { Address: null } => Behind(_pieces[^1], alignment),
            { Address: { } at, At: { } label } => at - (ulong)file.Labels[label],
            { Address: { } at } => Aligned(at, alignment),
        };
        _pieces.Add((file, address));
    }

    /// <summary>Adds a text that was written for this build, and returns it for its labels.</summary>
    public ObjectFile Add(SourceText text, ulong address)
    {
        var file = Assembler.Assemble(text, _constants.Values, _bag);
        ThrowOnErrors();
        _pieces.Add((file!, address));
        return file!;
    }

    /// <summary>Adds a text of the kernel image, after the one before.</summary>
    public void AddKernel(SourceText text, string? region = null) => Add(new Routine(text, null) { Region = region });

    /// <summary>Adds a text after the others of the module.</summary>
    public void AddModule(SourceText text, string? region = null)
    {
        Add(new Routine(text, _module) { Region = region });
        _module = Behind(_pieces[^1], FunctionBytes);
    }

    /// <summary>The page after the module's text, for its data.</summary>
    public ulong TakeModulePage()
    {
        var page = FreeModuleAddress;
        _module = page + PageBytes;
        return page;
    }

    /// <summary>True if what was added has the global label.</summary>
    public bool Has(string label) => _pieces.Any(piece => piece.File.Globals.Contains(label));

    /// <summary>Address of a global label of what was added, or of a symbol of the kernel's data.</summary>
    public ulong AddressOf(string label)
    {
        foreach (var (file, address) in _pieces)
        {
            if (file.Globals.Contains(label))
                return address + (ulong)file.Labels[label];
        }

        return _symbols.TryGetValue(label, out var data) ? data : throw new SimBug($"no routine has the label '{label}'");
    }

    /// <summary>The patchable place of a function, whose text marks it by a label of its own.</summary>
    public Callsite CallsiteOf(string function) =>
        new(new(AddressOf($"{function}_callsite")), HasLiteral ? new Address(AddressOf(function) - 8) : null);

    /// <summary>Every instruction of the user's texts by address.</summary>
    public IReadOnlyDictionary<ulong, CodeItem> OwnItems() => (
        from piece in _pieces
        where _own.Contains(piece.File.Name)
        from item in piece.File.Items
        where item.Word is not null
        select (Address: piece.Address + (ulong)item.OffsetBytes, Item: item)).ToDictionary(found => found.Address, found => found.Item);

    /// <summary>Where the sections that are executed are: address and bytes of each text's.</summary>
    public IReadOnlyList<(ulong Address, ulong Bytes)> CodeRanges() => [.. _pieces.Select(piece => (piece.Address, (ulong)piece.File.CodeBytes))];

    public CodeImage Link()
    {
        var image = LinkedImages.Link(_pieces, _symbols, _bag);
        ThrowOnErrors();
        return image!;
    }

    static ulong Behind((ObjectFile File, ulong Address) piece, int alignment) =>
        Aligned(piece.Address + (ulong)piece.File.SizeBytes, alignment);

    // The address is ours: a text goes to the next multiple of its alignment.
    static ulong Aligned(ulong address, int alignment) => (address + (ulong)alignment - 1) / (ulong)alignment * (ulong)alignment;

    // A label of the user's that a built-in text has, too, may be reported at the latter.
    bool IsOwn(Diagnostic mistake) =>
        _own.Any(name => mistake.At.File == name || (mistake.Code == "SIM222" && mistake.Message.Contains($"'{name}'", StringComparison.Ordinal)))
        || _pieces.Exists(piece => _own.Contains(piece.File.Name) && piece.File.Items.Any(item => item.At.File == mistake.At.File));

    // Built-in routines are ours: a mistake in them is a bug, not the user's error. A user's text is the user's.
    void ThrowOnErrors()
    {
        var mistakes = _bag.Where(IsOwn).ToList();
        if (mistakes.Count > 0)
            throw new DesignException(mistakes);
        if (_bag.HasErrors)
            throw new SimBug($"routines of {_build.Name}:\n{string.Join('\n', _bag)}");
    }
}
