using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Import.Configs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>A core or a kernel build as its file describes it.</summary>
/// <param name="Value">The core or kernel.</param>
/// <param name="Provenance">Source or guess of every value.</param>
/// <param name="Texts">Texts of the file and of those that it inherits from.</param>
/// <param name="Vary">The same with other numbers for some of its values, in base units; null where they do not fit each other.</param>
public sealed record Profile<T>(
    T Value, IReadOnlyList<Provenance> Provenance, IReadOnlyList<string> Texts, Func<IReadOnlyDictionary<string, double>, T?> Vary)
{
    /// <summary>The same with other values in place; null with diagnostics.</summary>
    internal Func<IReadOnlyList<Setting>, DiagnosticBag, Profile<T>?> With { get; init; } = (_, _) => null;

    /// <summary>What readers of its results must know, one sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>Reads profiles by name.</summary>
public static class Profile
{
    /// <summary><c>core</c> or <c>kernel</c> if the file at <paramref name="path"/> says that it is one; null for any other, or none.</summary>
    public static string? KindOf(string path)
    {
        if (!InputFiles.Exists(StandardInput.PathOf(path)) || TextFile.Read(StandardInput.PathOf(path), TextFile.MaxYamlBytes, []) is not { } file)
            return null;
        return new[] { ProfileKind.Core, ProfileKind.Kernel }.FirstOrDefault(kind =>
            file.Lines.Any(line => line.StartsWith("schema:", StringComparison.Ordinal) && line.Contains(kind.Schema, StringComparison.Ordinal)))?.Name;
    }

    /// <summary>The core that <paramref name="name"/> means: a built-in name, or a path. Null with diagnostics.</summary>
    public static Profile<CoreProfile>? ReadCore(string name, DiagnosticBag bag) => ReadCore(Argument(name), "", [], bag);

    /// <summary>The kernel build that <paramref name="name"/> means: a built-in name, or a path. Null with diagnostics.</summary>
    public static Profile<KernelBuild>? ReadKernel(string name, DiagnosticBag bag) => ReadKernel(Argument(name), "", [], bag);

    /// <summary>The same with release, compiler and options of <paramref name="config"/>, and named after it. Null with diagnostics.</summary>
    public static Profile<KernelBuild>? ReadKernel(string name, KernelConfig config, DiagnosticBag bag) =>
        ProfileFile.Read(ProfileKind.Kernel, Argument(name), "", bag) is { } file
            ? Of<KernelBuild>(ProfileKind.Kernel, file.With(config) with { Name = Path.GetFileName(config.Path) }, [], KernelRules.Check, bag)
            : null;

    internal static Profile<CoreProfile>? ReadCore(Scalar name, string folder, IReadOnlyList<Setting> settings, DiagnosticBag bag) =>
        Read<CoreProfile>(ProfileKind.Core, name, folder, settings, CoreRules.Check, bag);

    internal static Profile<KernelBuild>? ReadKernel(Scalar name, string folder, IReadOnlyList<Setting> settings, DiagnosticBag bag) => CapturedKernel.Is(name.Text)
        ? CapturedKernel.Read(name, folder, settings, bag)
        : Read<KernelBuild>(ProfileKind.Kernel, name, folder, settings, KernelRules.Check, bag);

    static Profile<T>? Read<T>(
        ProfileKind kind, Scalar name, string folder, IReadOnlyList<Setting> settings, Action<T, ProfileValues> check, DiagnosticBag bag) =>
        ProfileFile.Read(kind, name, folder, bag) is { } file ? Of(kind, file, settings, check, bag) : null;

    static Profile<T>? Of<T>(ProfileKind kind, ProfileFile original, IReadOnlyList<Setting> settings, Action<T, ProfileValues> check, DiagnosticBag bag)
    {
        var before = bag.Count;
        var file = settings.Aggregate(original, (file, setting) => file with { Values = setting.ApplyTo(file.Values), Config = setting.ChangesBuild ? null : file.Config });
        var (value, provenance) = Values(new Dictionary<string, double>(), bag);
        return bag.Count > before ? null : new Profile<T>(value, provenance, file.Texts, Vary)
        {
            With = (further, mistakes) => Of(kind, file, further, check, mistakes),
            Remarks = value is not KernelBuild kernel ? [] : file.Config is { } config ? ConfigKey.Remarks(config, kernel) : RefusedOptions.Remarks(kernel),
        };

        T? Vary(IReadOnlyDictionary<string, double> replaced)
        {
            var mistakes = new DiagnosticBag();
            var (varied, _) = Values(replaced, mistakes);
            return mistakes.HasErrors ? default : varied;
        }

        (T Value, IReadOnlyList<Provenance> Provenance) Values(IReadOnlyDictionary<string, double> replaced, DiagnosticBag mistakes)
        {
            var values = new ProfileValues(kind, file.Name, file.Values, file.Inherits, replaced, mistakes);
            var members = values.Members();
            if (file.Config is { } config)
                members[nameof(KernelBuild.Configured)] = ConfiguredBuild.Features(config);
            var profile = new RecordBuilder(members).Build<T>();
            check(profile, values);
            return (profile, values.Provenance);
        }
    }

    static Scalar Argument(string given) => new(new TextFile(StandardInput.PathOf(given), "").Span(0, 0, 0), StandardInput.PathOf(given));
}
