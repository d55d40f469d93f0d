using System.Globalization;
using Sim.Core.Kernel.Functions;
using Sim.Reports.Cells;
using Sim.Reports.Tables;

namespace Sim.Reports.Layouts;

/// <summary>A function's entry as the compiler leaves it, untraced, and traced.</summary>
static class EntrySection
{
    static readonly IReadOnlyList<Column<EntryItem>> Columns =
    [
        new("offset", "bytes from the entry, where calls arrive", item => item.OffsetBytes.ToString(CultureInfo.InvariantCulture)),
        new("bytes", "in the order of their addresses", item => string.Join(' ', item.Bytes.Select(octet => octet.ToString("x2", CultureInfo.InvariantCulture))), IsText: true),
        new("word", "as objdump shows an instruction", item => item.SizeBytes == sizeof(uint) ? item.Value.ToString("x8", CultureInfo.InvariantCulture) : NumberText.Missing),
        new("instruction", "or data", item => item.Text, IsText: true),
        new("for", "what it is there for", item => item.Purpose, IsText: true),
    ];

    static readonly (EntryState State, string Heading)[] States =
    [
        (EntryState.Compiled, "As compiled"),
        (EntryState.Disabled, "Disabled: from boot on, while untraced"),
        (EntryState.Enabled, "Enabled"),
    ];

    public static Section Of(BuildLayout layout) => new(
        "Entry",
        [.. States.Select(state => Table.Of(state.Heading, Columns, layout.Entry.Write(state.State)))],
        [
            $"Entry {layout.At.Entry} (an example, aligned to {layout.Build.AlignmentBytes}), "
                + $"ftrace_caller {layout.At.FtraceCaller}.",
            "A function that is not called indirectly has no BTI C; "
                + "one without a frame sets none up, signs only with pac-ret+leaf, and pushes nothing.",
        ]);
}
