using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>The names of all directives, for whoever mistypes one.</summary>
static class KnownDirectives
{
    static readonly string[] Names =
        [.. Directives.Names, .. SectionDirectives.Names, .. Expansions.Names, .. Conditions.Names, .. IgnoredDirectives.Names, .. FloatDirectives.Names,
        .. LeftOutDirectives.Names];

    /// <summary>The nearest name; without one, the kinds of directives that exist.</summary>
    public static string HintFor(string directive) => NearestName.Find(directive.ToLowerInvariant(), Names) is { } near
        ? $"did you mean '{near}'?"
        : "there are directives for data (.quad, .ascii), sections (.text, .section), names (.set, .global, .req), macros (.macro, .rept, .irp) and conditions (.if)";
}
