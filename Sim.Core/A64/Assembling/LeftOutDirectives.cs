using Sim.Core.A64.Parsing;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>Directives of GNU as that Sim does not carry out, with the reason, and those by which a text stops its own assembly.</summary>
static class LeftOutDirectives
{
    static readonly Dictionary<string, string> Reasons = new()
    {
        [".incbin"] = "data of another file; write them as .byte or .word",
        [".base64"] = "data in another notation; write them as .byte or .word",
        [".struct"] = "a section of offsets without data; write them as .set",
        [".offset"] = "a section of offsets without data; write them as .set",
        [".reloc"] = "relocations by number; name the symbol in the instruction",
        [".weakref"] = "another name for a symbol that may be missing; every symbol must be there",
        [".tls_common"] = "variables of a thread, which kernel code does not have",
        [".tlsdescadd"] = "variables of a thread, which kernel code does not have",
        [".tlsdesccall"] = "variables of a thread, which kernel code does not have",
        [".tlsdescldr"] = "variables of a thread, which kernel code does not have",
        [".bundle_align_mode"] = "instruction bundles, which this processor does not have",
        [".bundle_lock"] = "instruction bundles, which this processor does not have",
        [".bundle_unlock"] = "instruction bundles, which this processor does not have",
        [".mri"] = "the syntax of another assembler",
        [".def"] = "symbols of another object format",
    };

    static readonly string[] Stops = [".err", ".error", ".fail", ".abort"];

    public static IEnumerable<string> Names => Reasons.Keys.Concat(Stops);

    /// <summary>Refuses one of them; of the first kind, only in a section that is loaded.</summary>
    /// <exception cref="SyntaxException"><paramref name="statement"/> is one of them.</exception>
    public static void Refuse(in SourceStatement statement, bool isLoaded)
    {
        var directive = statement.Directive;
        if (isLoaded && Reasons.TryGetValue(directive, out var reason))
            throw new SyntaxException(new Diagnostic("SIM201", $"'{directive}' is left out: {reason}", statement.SpanOf(directive), null, statement.LineText));
        if (!Stops.Contains(directive))
            return;
        var text = MacroArguments.Unquoted(statement.Operands);
        throw new SyntaxException(new Diagnostic("SIM214", $"the text reports an error here{(text.Length > 0 ? $": {text}" : "")}", statement.Span, null, statement.LineText));
    }
}
