using System.CommandLine;
using Sim.Scenarios.Store;

namespace Sim.Cli.Verbs;

/// <summary>Where runs are found that were simulated before.</summary>
sealed class CacheOptions
{
    readonly Option<string?> _cache = new("--cache")
    {
        HelpName = "DIR",
        Description = "Where simulated runs are kept for later; default: sim in the user's cache directory",
    };

    readonly Option<bool> _noCache = new("--no-cache") { Description = "Simulate everything, and keep nothing for later" };

    public IReadOnlyList<Option> All => [_cache, _noCache];

    /// <summary>The cache to use; null for none.</summary>
    public CacheRequest? DirectoryOf(ParseResult parsed) =>
        parsed.GetValue(_noCache) ? null
        : parsed.GetValue(_cache) is { } given ? new(given, IsDefault: false)
        : RunCache.DefaultDirectory is { } own ? new(own, IsDefault: true) : null;
}

/// <summary>A cache to use.</summary>
/// <param name="Directory">Where it is.</param>
/// <param name="IsDefault">True if the user did not name it: without it, a run goes on all the same.</param>
sealed record CacheRequest(string Directory, bool IsDefault);
