using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Core.Machine;
using Sim.Core.Runs;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>A core or a kernel build as its file describes it.</summary>
/// <param name="Value">The core or kernel.</param>
/// <param name="Provenance">Source or guess of every value.</param>
/// <param name="Texts">Texts of the file and of those that it inherits from.</param>
/// <param name="Vary">The same with other numbers for some of its values, in base units; null where they do not fit each other.</param>
public sealed record Profile<T>(
    T Value, IReadOnlyList<Provenance> Provenance, IReadOnlyList<string> Texts, Func<IReadOnlyDictionary<string, double>, T?> Vary);

/// <summary>Reads profiles by name.</summary>
public static class Profile
{
    /// <summary>The core that <paramref name="name"/> means: a built-in name, or a path. Null with diagnostics.</summary>
    public static Profile<CoreProfile>? ReadCore(string name, DiagnosticBag bag) => ReadCore(Argument(name), "", bag);

    /// <summary>The kernel build that <paramref name="name"/> means: a built-in name, or a path. Null with diagnostics.</summary>
    public static Profile<KernelBuild>? ReadKernel(string name, DiagnosticBag bag) => ReadKernel(Argument(name), "", bag);

    internal static Profile<CoreProfile>? ReadCore(Scalar name, string folder, DiagnosticBag bag) =>
        Read(ProfileKind.Core, name, folder, bag, (values, label, mistakes) => new CoreReader(values, mistakes).Read(label));

    internal static Profile<KernelBuild>? ReadKernel(Scalar name, string folder, DiagnosticBag bag) =>
        Read(ProfileKind.Kernel, name, folder, bag, (values, label, _) => new KernelReader(values).Read(label));

    static Profile<T>? Read<T>(
        ProfileKind kind, Scalar name, string folder, DiagnosticBag bag, Func<ProfileValues, string, DiagnosticBag, T> read)
    {
        var before = bag.Count;
        if (ProfileFile.Read(kind, name, folder, bag) is not { } file)
            return null;
        var (value, provenance) = Values(new Dictionary<string, double>(), bag);
        return bag.Count == before ? new Profile<T>(value, provenance, file.Texts, Vary) : null;

        T? Vary(IReadOnlyDictionary<string, double> replaced)
        {
            var mistakes = new DiagnosticBag();
            var (varied, _) = Values(replaced, mistakes);
            return mistakes.HasErrors ? default : varied;
        }

        (T Value, IReadOnlyList<Provenance> Provenance) Values(IReadOnlyDictionary<string, double> replaced, DiagnosticBag mistakes)
        {
            var values = new ProfileValues(file.Values, $"{kind.Name} '{file.Name}'", kind.Fittable, replaced, mistakes);
            return (read(values, file.Name, mistakes), values.Provenance);
        }
    }

    static Scalar Argument(string name) => new(new TextFile(name, "").Span(0, 0, 0), name);
}
