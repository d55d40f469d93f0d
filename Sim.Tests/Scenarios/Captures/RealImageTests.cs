using System.Globalization;
using System.IO.Compression;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Image;
using Sim.Core.Loads.Captured;
using Sim.Scenarios.Captures;
using Sim.Scenarios.Files;
using Sim.Scenarios.Running;

namespace Sim.Tests.Scenarios.Captures;

/// <summary>
/// Images of real kernels in the folder SIM_IMAGES: NAME.elf, perhaps NAME.elf.map with symbols, and NAME.trace.csv.gz with the call as an emulator
/// stepped it. They hold code and data of Linux and are no part of Sim.
/// </summary>
public sealed class RealImageTests
{
    static string? Folder => Environment.GetEnvironmentVariable("SIM_IMAGES");

    static IEnumerable<string> Images => Folder is { } folder && Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*.trace.csv.gz").Select(trace => Path.GetFileName(trace)[..^".trace.csv.gz".Length]).Where(name => File.Exists(Path.Combine(folder, name + ".elf"))).Order(StringComparer.Ordinal)
        : [];

    [Test]
    public void The_first_call_executes_the_addresses_that_were_stepped()
    {
        if (!Images.Any())
            Assert.Ignore("no images in SIM_IMAGES");
        foreach (var name in Images)
        {
            var path = Path.Combine(Folder!, name + ".elf");
            var bag = new DiagnosticBag();
            using var opened = ImageFileReader.Open(path, File.Exists(path + ".map") ? path + ".map" : null, bag);
            Assert.That(bag, Is.Empty);
            var stepped = Stepped(Path.Combine(Folder!, name + ".trace.csv.gz"));
            var function = opened!.Image.Symbols.At(stepped[0])!.Value.Name;

            var run = Capturing.Of(opened.Image, new(function, Calls: 1)).Run;

            Assert.That(run.First.Select(instruction => instruction.Address), Is.EqualTo(stepped), name);
        }
    }

    [Test]
    public void What_is_attached_has_a_name()
    {
        foreach (var (image, attached) in ((string, Attachment)[])[
            ("kprobe_event.elf", new("kprobe", "at __arm64_sys_getppid: kprobe_dispatcher, event p1")),
            ("kretprobe_event.elf", new("kretprobe", "at __arm64_sys_getppid: kretprobe_dispatcher, event r1")),
            ("fprobe_event-7.elf", new("fprobe", "fentry_dispatcher, event f1")),
            ("fentry.elf", new("BPF program", "fentry: counter")),
            ("kprobe_multi-7.elf", new("BPF program", "kprobe_multi: counter"))])
        {
            if (Folder is null || !File.Exists(Path.Combine(Folder, image)))
                Assert.Ignore($"no {image} in SIM_IMAGES");
            using var opened = ImageFileReader.Open(Path.Combine(Folder, image), null, []);
            var capture = Capturing.Of(opened!.Image, new("__arm64_sys_getppid", Calls: 1)).Capture;
            Assert.That(capture.Attached?.Any(found => found.Kind == attached.Kind && found.Text.StartsWith(attached.Text, StringComparison.Ordinal)), Is.True, image);
            Assert.That(capture.Options["ticks a second"], Is.EqualTo("250"), image);
        }
    }

    /// <summary>ops_R_0 and ops_R_100, as make-images makes them: so many ops of the function, and a hundred of another one really registered.</summary>
    [Test]
    public void A_hundred_ops_added_to_a_capture_execute_what_a_hundred_registered_ones_do()
    {
        if (!Pairs.Any())
            Assert.Ignore("no images with and without irrelevant ops in SIM_IMAGES");
        foreach (var (without, with) in Pairs)
        {
            using var folder = new TemporaryFolder();

            var added = InstructionsOf(folder, without, irrelevant: 100);
            var registered = InstructionsOf(folder, with, irrelevant: 0);

            Assert.That(added, Is.EqualTo(registered), Path.GetFileName(without));
        }
    }

    static IEnumerable<(string Without, string With)> Pairs => Folder is { } folder && Directory.Exists(folder)
        ? from without in Directory.GetFiles(folder, "ops_*_0*.elf").Order(StringComparer.Ordinal)
          let with = Path.Combine(folder, Path.GetFileName(without).Replace("_0", "_100", StringComparison.Ordinal))
          where with != without && File.Exists(with)
          select (without, with)
        : [];

    static long InstructionsOf(TemporaryFolder folder, string image, int irrelevant)
    {
        const string Function = "__arm64_sys_getppid";
        var bag = new DiagnosticBag();
        using (var opened = ImageFileReader.Open(image, null, bag))
            File.WriteAllBytes(folder.PathOf("my.capture"), CaptureWriter.Write(Capturing.Of(opened!.Image, new(Function)).Capture));
        var path = folder.Write("s.yaml", $"""
            # Why?
            schema: sim/scenario/1
            name: s
            core: neoverse-n1
            kernel: ./my.capture
            workload: {"{"} kind: captured_call, calls: 100 {"}"}
            tracers: {"{"} relevant: {"{"} count: 1 {"}"}, irrelevant: {"{"} count: {irrelevant} {"}"} {"}"}

            """);
        var scenario = ScenarioFile.Read(path, [], bag);
        Assert.That(bag, Is.Empty);
        var cell = new Runner(1).Run(scenario!).Single();
        Assert.That(cell.Reason, Is.Null);
        return cell.Run!.Instructions;
    }

    // The last row is where the call returned to.
    static List<ulong> Stepped(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..^1];
        return [.. rows.Select(row => ulong.Parse(row.Split(',')[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];
    }
}
