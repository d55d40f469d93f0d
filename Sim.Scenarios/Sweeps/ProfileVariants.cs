using Sim.Core.Diagnostics;
using Sim.Scenarios.Profiles;

namespace Sim.Scenarios.Sweeps;

/// <summary>Cores, or kernels, with the values that sweeps set, each made once.</summary>
sealed class ProfileVariants<T>(DiagnosticBag bag)
    where T : class
{
    readonly Dictionary<(Profile<T> Profile, string Settings), Profile<T>?> _known = [];

    // A mistake shows on every core: it is reported once.
    readonly HashSet<Diagnostic> _mistakes = [];

    /// <summary>All that were asked for and could be made, in that order.</summary>
    public IReadOnlyList<Profile<T>> All => [.. _known.Values.OfType<Profile<T>>()];

    /// <summary>Null after reporting mistakes.</summary>
    public Profile<T>? Of(Profile<T> profile, IReadOnlyList<Setting> settings)
    {
        var key = (profile, string.Join('\n', settings.Select(setting => $"{setting.Path.Text}={Text(setting)}")));
        if (_known.TryGetValue(key, out var known))
            return known;
        var found = new DiagnosticBag();
        var variant = settings.Count == 0 ? profile : profile.With(settings, found);
        foreach (var mistake in found.Where(_mistakes.Add))
            bag.Add(mistake);
        return _known[key] = variant;
    }

    static string Text(Setting setting) => Reading.YamlText.Of(setting.Value);
}
