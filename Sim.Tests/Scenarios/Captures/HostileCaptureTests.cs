using System.IO.Compression;
using System.Text;
using CsCheck;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Image;
using Sim.Core.Loads.Captured;
using Sim.Scenarios.Captures;

namespace Sim.Tests.Scenarios.Captures;

/// <summary>Captures come from strangers, too.</summary>
public sealed class HostileCaptureTests
{
    static readonly byte[] Sample = MakeSample();

    [Test]
    public void Other_entries_are_refused_whatever_their_path()
    {
        var file = Rewritten((zip, name, bytes) => Put(zip, name == "symbols.txt" ? "../../etc/passwd" : name, bytes));

        Assert.That(Mistakes(file), Is.EqualTo("my.capture: error SIM288: the file is no capture: it holds '../../etc/passwd'\n hint: a capture holds capture.json, vmcoreinfo.txt, symbols.txt, pages.bin and nothing else"));
    }

    [Test]
    public void A_missing_entry_is_named() =>
        Assert.That(Mistakes(Rewritten((zip, name, bytes) =>
        {
            if (name != "symbols.txt")
                Put(zip, name, bytes);
        })), Does.Contain("it does not hold each of capture.json, vmcoreinfo.txt, symbols.txt, pages.bin once"));

    [Test]
    public void A_bomb_stops_where_no_capture_is_larger()
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var shown = Mistakes(Rewritten((zip, name, bytes) => Put(zip, name, name == "vmcoreinfo.txt" ? new byte[200 << 20] : bytes)));

        Assert.That(shown, Does.Contain("vmcoreinfo.txt of the capture is larger than 65,536 bytes"));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(600L << 20));
    }

    [TestCase("\"level\": 1", "\"level\": 7", "level is neither 1 nor 2")]
    [TestCase("\"schema\": \"sim/capture/1\"", "\"schema\": \"sim/capture/9\"", "schema 'sim/capture/9' of the capture is not sim/capture/1")]
    [TestCase("\"counter\": \"0\"", "\"counter\": \"tick\"", "'tick' in capture.json is no hexadecimal number")]
    [TestCase("\"calls\": 1024", "\"calls\": 0", "calls or cpu is out of range")]
    [TestCase("\"kernel\": ", "\"kernal\": ", "kernal")]
    public void Values_that_make_no_sense_are_refused(string what, string instead, string message)
    {
        var file = Rewritten((zip, name, bytes) => Put(zip, name, name == "capture.json"
            ? Encoding.UTF8.GetBytes(Replaced(Encoding.UTF8.GetString(bytes), what, instead))
            : bytes));

        Assert.That(Mistakes(file), Does.Contain("error SIM288").And.Contain(message));
    }

    [Test]
    public void A_byte_that_changed_is_damage()
    {
        byte[] pages = [];
        var file = Rewritten((zip, name, bytes) =>
        {
            using var stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            stream.Write(bytes);
            pages = name == "pages.bin" ? bytes : pages;
        });
        file[file.AsSpan().IndexOf(pages) + 100] ^= 1;

        Assert.That(Mistakes(file), Is.EqualTo("my.capture: error SIM288: pages.bin of the capture is damaged: its checksum is another one"));
    }

    [Test]
    public void Pages_that_are_not_all_there_are_refused() =>
        Assert.That(Mistakes(Rewritten((zip, name, bytes) => Put(zip, name, name == "pages.bin" ? bytes[..^1] : bytes))), Does.Contain("pages.bin has"));

    [Test]
    public void Changed_bytes_give_a_diagnostic_or_a_capture() =>
        Gen.Select(Gen.Int[0, Sample.Length - 1], Gen.Byte, Gen.Bool).Sample((at, value, cut) =>
        {
            var changed = cut ? Sample[..at] : Sample.ToArray();
            if (!cut)
                changed[at] = value;
            Assert.That(() => Mistakes(changed), Throws.Nothing);
        }, iter: 300, threads: 1);

    static string Replaced(string text, string what, string instead)
    {
        Assert.That(text, Does.Contain(what));
        return text.Replace(what, instead, StringComparison.Ordinal);
    }

    static byte[] MakeSample()
    {
        using var opened = CaptureTests.Open(new(new()));
        return CaptureWriter.Write(Capturing.Of(opened.Open.Image, new("traced_function")).Capture);
    }

    static byte[] Rewritten(Action<ZipArchive, string, byte[]> put)
    {
        using var result = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(Sample)))
        using (var to = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                using var stream = entry.Open();
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                put(to, entry.FullName, bytes.ToArray());
            }
        }

        return result.ToArray();
    }

    static void Put(ZipArchive zip, string name, byte[] bytes)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(bytes);
    }

    static string Mistakes(byte[] file)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.PathOf("my.capture"), file);
        var bag = new DiagnosticBag();
        var capture = CaptureReader.Read(folder.PathOf("my.capture"), bag);
        Assert.That(capture is null, Is.EqualTo(bag.HasErrors));
        return folder.Show(bag);
    }
}
