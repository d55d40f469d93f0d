using System.Buffers;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build;
using Sim.Scenarios.Captures;
using Sim.Scenarios.Keys;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>A capture in the place of a kernel build: <c>kernel: my.capture</c>.</summary>
static class CapturedKernel
{
    const string Extension = ".capture";

    // Before, no object of kmalloc shared the longest line that an arm64 core may have.
    static readonly KernelVersion SmallObjects = new(6, 5);
    const int LineBytes = 128;

    static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.");

    /// <summary>Whether <paramref name="name"/> is that of a capture.</summary>
    public static bool Is(string name) => name.EndsWith(Extension, StringComparison.Ordinal);

    /// <summary>The capture that <paramref name="name"/> means, a path from <paramref name="folder"/>; null with diagnostics.</summary>
    public static Profile<KernelBuild>? Read(Scalar name, string folder, IReadOnlyList<Setting> settings, DiagnosticBag bag)
    {
        if (settings.Count > 0)
        {
            Refuse(settings, bag);
            return null;
        }

        var path = Path.Combine(folder, name.Text);
        if (!InputFiles.Exists(path))
        {
            name.Place.Report(bag, Code.Unreadable, $"there is no file {Quoted.Text(name.Text)}", $"Looked for {path}. sim capture IMAGE --call FUNCTION --out {name.Text} makes one.");
            return null;
        }

        if (CaptureReader.Read(path, bag) is not { } capture || Profile.ReadKernel("linux-6.12-debian", bag) is not { } build)
            return null;
        var version = VersionOf(capture.Release) ?? build.Value.Version;
        var kernel = build.Value with
        {
            Name = Path.GetFileNameWithoutExtension(path),
            Version = version,
            Addresses = build.Value.Addresses with { SlabMinimumBytes = version < SmallObjects ? LineBytes : build.Value.Addresses.SlabMinimumBytes },
            Size = null,
            Configured = null,
            Capture = capture,
        };
        return new(kernel, [], [HashOf(path)], _ => null)
        {
            With = (further, mistakes) =>
            {
                Refuse(further, mistakes);
                return null;
            },
            Remarks = [RemarkOf(capture, kernel.Name)],
        };
    }

    static string HashOf(string path)
    {
        using var file = InputFiles.Open(path);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));
    }

    /// <summary>Each of the captures among <paramref name="kernels"/> with the changes of <paramref name="patch"/>, as <c>NAME-patched</c>.</summary>
    public static IReadOnlyList<Profile<KernelBuild>> Patched(IReadOnlyList<Profile<KernelBuild>> kernels, Node patch, CapturePatches patches, DiagnosticBag bag)
    {
        var captures = kernels.Where(kernel => kernel.Value.Capture is not null).ToList();
        if (captures.Count == 0)
            patch.Place.Report(bag, Code.Inconsistent, "patch changes captures, and the scenario has none", "Write kernel: ./my.capture, or change a build's routines with strategy: { file: my_trampoline.s, entry: my_trampoline }.");
        var patched = new List<Profile<KernelBuild>>();
        foreach (var kernel in captures)
        {
            // The mistakes of a patch are the same in the next one.
            if (patches.Apply(kernel.Value.Capture!, patch, ScenarioKeys.Patch) is not { } capture)
                break;
            patched.Add(kernel with { Value = kernel.Value with { Name = $"{kernel.Value.Name}-patched", Capture = capture }, Remarks = [] });
        }

        return patched;
    }

    static string RemarkOf(Core.Kernel.Image.Capture capture, string name) =>
        $"{name}: every call is executed, since memory that steers the path changes with each. Within a call the counter does not move, there are no interrupts, "
        + $"and tracers are those of the image, whatever tracer says. {(capture.IsClosed ? "" : FormattableString.Invariant($"It has memory for {capture.Calls:N0} calls, warm-up included."))}".TrimEnd();

    static void Refuse(IReadOnlyList<Setting> settings, DiagnosticBag bag)
    {
        foreach (var setting in settings)
            setting.Path.Place.Report(bag, Code.UnknownPath, "a capture has no values that can be set: it is one kernel, as it was");
    }

    // 6.12.95+deb12-arm64 is 6.12.95.
    static KernelVersion? VersionOf(string release)
    {
        var end = release.AsSpan().IndexOfAnyExcept(OfNumbers);
        return KernelVersion.Parse((end < 0 ? release : release[..end]).TrimEnd('.'));
    }
}
