using System.Globalization;
using System.IO.Compression;
using Sim.Core.Diagnostics;
using Sim.Core.Loads.Captured;
using Sim.Scenarios.Captures;

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

    // The last row is where the call returned to.
    static List<ulong> Stepped(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..^1];
        return [.. rows.Select(row => ulong.Parse(row.Split(',')[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];
    }
}
