namespace Sim.Core.A64.Assembling;

/// <summary>Directives that say nothing about what is executed: symbol types, debug and unwind information, the processor, listings, messages of the text.</summary>
static class IgnoredDirectives
{
    static readonly HashSet<string> Known =
    [
        ".type", ".size", ".file", ".loc", ".line", ".ident", ".arch", ".arch_extension", ".cpu", ".hidden", ".protected", ".internal", ".local",
        ".variant_pcs", ".addrsig", ".addrsig_sym", ".version", ".func", ".endfunc", ".extern", ".symver", ".linkonce", ".gnu_attribute", ".attach_to_group",
        ".vtable_entry", ".vtable_inherit", ".stabs", ".stabn", ".stabd", ".ln", ".list", ".nolist", ".title", ".sbttl", ".eject", ".psize", ".lflags",
        ".print", ".warning",
    ];

    public static IEnumerable<string> Names => Known;

    public static bool Contains(string directive) => Known.Contains(directive) || directive.StartsWith(".cfi_", StringComparison.Ordinal);
}
