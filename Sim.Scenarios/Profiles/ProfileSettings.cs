using Sim.Core.Diagnostics;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>Values given for one run instead of those of cores and kernels, named from the scenario: <c>core.memory.l1d.size</c>.</summary>
sealed class ProfileSettings
{
    readonly List<Setting> _core = [];
    readonly List<Setting> _kernel = [];

    /// <summary>For every core, in the order given: later ones win.</summary>
    public IReadOnlyList<Setting> Core => _core;

    /// <summary>For every kernel, in the order given.</summary>
    public IReadOnlyList<Setting> Kernel => _kernel;

    /// <summary>True if <paramref name="path"/> names a value of a profile: it is taken then, or reported where there is no such value.</summary>
    public bool Add(Scalar path, Node value, DiagnosticBag bag)
    {
        (ProfileKind Kind, List<Setting> Settings)? target = path.Text.Split('.', 2) switch
        {
            ["core" or "cores", _] => (ProfileKind.Core, _core),
            ["kernel" or "kernels", _] => (ProfileKind.Kernel, _kernel),
            _ => null,
        };
        if (target is not var (kind, settings))
            return false;
        var setting = new Setting(path with { Text = path.Text[(path.Text.IndexOf('.') + 1)..] }, value);
        if (setting.IsKnown(kind, bag))
            settings.Add(setting);
        return true;
    }
}
