using Sim.Core.Kernel.Build;

namespace Sim.Core.Kernel.Functions;

/// <summary>What is at a traceable function's entry, byte by byte.</summary>
/// <remarks>
/// The function has a frame and may be called indirectly. One that may not has no BTI C, and one without a frame no signing (unless leaves sign,
/// too), no shadow push and no frame record.
/// </remarks>
/// <source key="rutland-2023-call-ops">Literal, NOPs, and what boot makes of them.</source>
/// <source key="clang-14-entry">The order of BTI C, NOPs, signing and shadow push.</source>
public sealed class EntryLayout
{
    const int LiteralBytes = 8;
    const int HashBytes = 4;

    readonly ResolvedBuild _build;
    readonly EntryAddresses _at;

    public EntryLayout(ResolvedBuild build, EntryAddresses at) => (_build, _at) = (build, at);

    /// <summary>Offset of the ops literal from the entry, in bytes. Null without one.</summary>
    public int? LiteralOffset => _build.Scheme == EntryScheme.LiteralAndTwoNops ? -LiteralBytes : null;

    /// <summary>Offset of kCFI's type hash from the entry, in bytes: before everything else. Null without one.</summary>
    public int? HashOffset => _build.Has(Feature.Cfi) ? (LiteralOffset ?? 0) - HashBytes : null;

    /// <summary>Offset of the callsite, the one instruction that calls the trampoline while traced. Null in a build without tracing.</summary>
    public int? CallsiteOffset => Write(EntryState.Enabled).LastOrDefault(item => item.IsForTracing)?.OffsetBytes;

    /// <summary>Everything from the first byte that belongs to the function to the set-up of its frame.</summary>
    public IReadOnlyList<EntryItem> Write(EntryState state) =>
        new EntryWriter(_build, _at, state, HashOffset ?? LiteralOffset ?? 0).Write();
}
