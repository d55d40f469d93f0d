using System.IO.Compression;
using System.Text;
using Sim.Core.Units;
using Sim.Tests.Scenarios;
using Sim.Tests.Scenarios.Captures;

namespace Sim.Tests.Fuzz;

/// <summary>Memory images in each format, and captures: with bytes changed, and with entries changed in a ZIP that is sound.</summary>
static class ImageCorpora
{
    // Captures of real kernels, where there are any.
    static readonly string? Real = Environment.GetEnvironmentVariable("SIM_IMAGES");

    public static IEnumerable<Corpus> All()
    {
        using var made = new TemporaryFolder();
        TracedKernel.WriteTo(made.PathOf("image"), made.PathOf("capture"));
        var kernel = new SyntheticKernel();
        _ = new TracedKernel(kernel);
        var information = kernel.Finish();
        var dump = DumpWriter.Kdump(kernel.Pages, kernel.PageBytes, information, 1);
        List<byte[]> images = [File.ReadAllBytes(made.PathOf("image")), DumpWriter.Elf(ImageReadingTests.Physical(kernel), information: null), dump, DumpWriter.Flattened(dump, 5000)];
        List<byte[]> captures = [File.ReadAllBytes(made.PathOf("capture")), .. Real is null ? [] : Directory.EnumerateFiles(Real, "*.capture").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

        yield return (folder, random) => ["capture", Write(folder, "image", ByteMutation.Of(images[random.Below(images.Count)], random)), "--call", "traced_function", "--calls", "20", "--out", folder.PathOf("out.capture")];
        yield return (folder, random) => ["capture", Write(folder, "image", ByteMutation.Of(images[random.Below(images.Count)], random)), "--from-registers", "--out", folder.PathOf("out.capture")];
        yield return (folder, random) => ["capture", "--show", Write(folder, "my.capture", ByteMutation.Of(captures[random.Below(captures.Count)], random))];
        yield return (folder, random) =>
        {
            Write(folder, "my.capture", EntriesChanged(captures[random.Below(captures.Count)], random));
            return ["run", folder.Write("c.yaml", Scenario), "--out", folder.PathOf("out"), "--no-cache", "--no-charts", "--quiet", "--jobs", "1"];
        };
    }

    const string Scenario = """
        # Is it fast?
        schema: sim/scenario/1
        name: c
        core: neoverse-n1
        kernel: ./my.capture
        workload: { kind: captured_call, calls: 20 }
        tracers: { relevant: { count: 1 }, irrelevant: { count: [0, 2] } }

        """;

    static string Write(TemporaryFolder folder, string name, byte[] bytes)
    {
        File.WriteAllBytes(folder.PathOf(name), bytes);
        return folder.PathOf(name);
    }

    // A ZIP checks its bytes: what is inside is reached by packing it anew.
    static byte[] EntriesChanged(byte[] capture, Pcg random)
    {
        using var result = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(capture)))
        using (var to = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            var changed = random.Below(from.Entries.Count);
            foreach (var entry in from.Entries)
            {
                using var stream = entry.Open();
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                using var target = to.CreateEntry(entry.FullName).Open();
                target.Write(from.Entries.IndexOf(entry) != changed ? bytes.ToArray() : Changed(entry.Name, bytes.ToArray(), random));
            }
        }

        return result.ToArray();
    }

    static byte[] Changed(string name, byte[] bytes, Pcg random)
    {
        if (name.EndsWith(".bin", StringComparison.Ordinal))
            return ByteMutation.Of(bytes, random);
        var text = Encoding.UTF8.GetString(bytes);
        return Encoding.UTF8.GetBytes(Mutation.Of(text, [text], random));
    }
}
