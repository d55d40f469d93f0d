using System.Globalization;
using Sim.Core.Kernel.Functions;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Layouts;

/// <summary>A function's entry as the compiler leaves it, untraced, and traced.</summary>
static class EntrySection
{
    static readonly IReadOnlyList<Column> Columns =
    [
        new("offset", "bytes from the entry, where calls arrive"),
        new("bytes", "in the order of their addresses", IsText: true),
        new("word", "as objdump shows an instruction"),
        new("instruction", "or data", IsText: true),
        new("for", "what it is there for", IsText: true),
    ];

    static readonly (EntryState State, string Heading)[] States =
    [
        (EntryState.Compiled, "As compiled"),
        (EntryState.Disabled, "Disabled: from boot on, while untraced"),
        (EntryState.Enabled, "Enabled"),
    ];

    public static Section Of(BuildLayout layout) => new(
        "Entry",
        [.. States.Select(state => new Table(state.Heading, Columns, [.. layout.Entry.Write(state.State).Select(RowOf)]))],
        [
            $"Entry {layout.At.Entry} (an example, aligned to {layout.Build.AlignmentBytes}), "
                + $"ftrace_caller {layout.At.FtraceCaller}.",
            "A function that is not called indirectly has no BTI C; "
                + "one without a frame sets none up, signs only with pac-ret+leaf, and pushes nothing.",
        ]);

    static IReadOnlyList<string> RowOf(EntryItem item) =>
    [
        item.OffsetBytes.ToString(CultureInfo.InvariantCulture),
        string.Join(' ', item.Bytes.Select(octet => octet.ToString("x2", CultureInfo.InvariantCulture))),
        item.SizeBytes == sizeof(uint) ? item.Value.ToString("x8", CultureInfo.InvariantCulture) : NumberText.Missing,
        item.Text,
        item.Purpose,
    ];
}
