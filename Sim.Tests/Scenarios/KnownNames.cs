using Sim.Core.Mechanisms;
using Sim.Core.Mechanisms.Catalogue;
using Sim.Core.Tracers;

namespace Sim.Tests.Scenarios;

/// <summary>Lists of names in hints, so that a new mechanism or tracer changes no test.</summary>
static class KnownNames
{
    /// <summary>The text with MECHANISMS and TRACERS replaced by the names that Sim has, in order.</summary>
    public static string In(string expected) => expected
        .Replace("MECHANISMS", Listed(MechanismCatalogue.All.Select(mechanism => mechanism.Name)), StringComparison.Ordinal)
        .Replace("TRACERS", Listed(Tracer.All.Select(tracer => tracer.Name)), StringComparison.Ordinal);

    static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));
}
