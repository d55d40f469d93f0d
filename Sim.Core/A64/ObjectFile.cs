namespace Sim.Core.A64;

/// <summary>One assembled text, not yet at an address: the input of <see cref="CodeImage"/>.</summary>
/// <param name="Name">Name of the source text.</param>
/// <param name="Items">Instructions and data, in ascending offset.</param>
/// <param name="Labels">Offset of every label, in bytes from the start.</param>
/// <param name="Globals">Labels that other object files may refer to: those named by <c>.global</c>.</param>
/// <param name="SizeBytes">Bytes from the start to after the last item.</param>
/// <param name="AlignmentBytes">Largest <c>.align</c>/<c>.balign</c> in it, at least 4: the start must be a multiple.</param>
public sealed record ObjectFile(
    string Name,
    IReadOnlyList<CodeItem> Items,
    IReadOnlyDictionary<string, long> Labels,
    IReadOnlySet<string> Globals,
    long SizeBytes,
    int AlignmentBytes)
{
    /// <summary>Bytes from the start to after the last section that is executed; data sections come after it.</summary>
    public required long CodeBytes { get; init; }

    /// <summary>Region of what no <c>.region</c> is before.</summary>
    public const string UnnamedRegion = "code";

    /// <summary>The same with a name for the region of what has none.</summary>
    public ObjectFile WithRegion(string name) =>
        this with { Items = [.. Items.Select(item => item.Region == UnnamedRegion ? item with { Region = name } : item)] };
}

/// <summary>An instruction or a run of data bytes.</summary>
/// <param name="OffsetBytes">From the start of its object file.</param>
/// <param name="Region">Name set by the last <c>.region</c>: whom its cycles are charged to.</param>
/// <param name="Word">Instruction word; bits that a fixup fills are zero. Null for data.</param>
/// <param name="Data">Data bytes, little-endian. Null for an instruction.</param>
/// <param name="Fixup">What depends on an address: added when linking. Null where nothing does.</param>
/// <param name="At">Where it is in the text.</param>
/// <param name="Text">The line as written, without comment and outer blanks: for listings.</param>
public sealed record CodeItem(
    long OffsetBytes,
    string Region,
    uint? Word,
    byte[]? Data,
    Fixup? Fixup,
    Diagnostics.SourceSpan At,
    string Text);

/// <summary>A reference to a symbol that linking resolves.</summary>
/// <param name="Kind">What is made of the symbol's address.</param>
/// <param name="Symbol">Label of the same object file, global label of another, or a symbol supplied to the linker: the first that
/// exists. Null for a number alone.</param>
/// <param name="Addend">Added to the symbol's address first.</param>
/// <param name="From">The operand that refers.</param>
public sealed record Fixup(FixupKind Kind, string? Symbol, long Addend, Reference From);

/// <summary>Where a text refers to something: mistakes are shown there.</summary>
/// <param name="At">The operand.</param>
/// <param name="LineText">Its whole line.</param>
/// <param name="Within">The macro or repetition that it comes from, in words; null if it is in the text itself.</param>
public sealed record Reference(Diagnostics.SourceSpan At, string LineText, string? Within);
