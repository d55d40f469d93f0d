using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.A64.Coding;
using Sim.Core.A64.Linking;
using Sim.Core.Diagnostics;

namespace Sim.Tests.A64;

/// <summary>What LLVM writes for words of the table and for words at random, read back.</summary>
public sealed partial class LlvmTests
{
    const int WordsPerForm = 12;
    const int RandomWords = 60_000;

    [Test]
    public void What_LLVM_writes_is_read_as_the_same_words_or_named_as_left_out()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "llvm-mc"))))
            Assert.Ignore("'llvm-mc' is not installed (Debian: llvm)");

        var (read, wrong, leftOut) = (0, new List<string>(), 0);
        foreach (var (word, text) in Disassemble([.. Words()]))
        {
            var bag = new DiagnosticBag();
            var file = Assembler.Assemble(new SourceText("llvm.s", text), new Dictionary<string, long>(), bag);
            if (file is null)
            {
                // Only words outside the table may be refused, and those that the architecture calls unpredictable.
                leftOut++;
                if (bag.First().Code != "SIM213" && Sim.Core.A64.Coding.Decoder.Decode(word, 0).Opcode != Opcode.Undefined)
                    wrong.Add($"{word:x8} '{text}': {bag.First().Message}");
                continue;
            }

            read++;
            if (LinkedWord(file) is var linked && linked != word && Sim.Core.A64.Coding.Decoder.Decode(linked, 0) != Sim.Core.A64.Coding.Decoder.Decode(word, 0))
                wrong.Add($"{word:x8} '{text}' became {linked:x8}");
        }

        TestContext.Out.WriteLine($"{read} read, {leftOut} left out, {wrong.Count} wrong");
        Assert.That(wrong, Is.Empty, $"{wrong.Count} of {read + leftOut}");
        Assert.That(read, Is.GreaterThan(1_000));
    }

    static IEnumerable<uint> Words()
    {
        var random = new Random(2);
        foreach (var form in InstructionSet.Forms)
        {
            for (var i = 0; i < WordsPerForm; i++)
                yield return form.Word | ((uint)random.NextInt64() & ~form.Mask);
        }

        for (var i = 0; i < RandomWords; i++)
            yield return (uint)random.NextInt64();
    }

    static uint LinkedWord(ObjectFile file)
    {
        var (item, bag) = (file.Items[0], new DiagnosticBag());
        if (item.Word is not { } word)
            return 0;
        if (item.Fixup is null)
            return word;
        var code = Linker.Link([(file, 0)], new Dictionary<string, ulong>(), bag);
        Assert.That(bag, Is.Empty, item.Text);
        return BitConverter.ToUInt32(code!.Segments[0].Bytes);
    }

    static IEnumerable<(uint Word, string Text)> Disassemble(uint[] words)
    {
        var start = new ProcessStartInfo("llvm-mc",
            ["-disassemble", "-triple=aarch64", "-mattr=+v8.8a,+rand,+mte,+sve,+sme,+crypto,+fullfp16,+tme,+ls64", "-show-encoding"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var input = new StringBuilder();
        foreach (var word in words)
            input.Append(CultureInfo.InvariantCulture, $"0x{word & 255:x} 0x{word >> 8 & 255:x} 0x{word >> 16 & 255:x} 0x{word >> 24:x}\n");
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        _ = errors.Result;
        foreach (Match match in Line().Matches(output.Result))
        {
            var bytes = match.Groups[2].Value.Split(',').Select(text => Convert.ToUInt32(text, 16)).ToArray();
            yield return (bytes[0] | bytes[1] << 8 | bytes[2] << 16 | bytes[3] << 24, match.Groups[1].Value.Trim());
        }
    }

    [GeneratedRegex(@"^\t(.*?)\s*// encoding: \[(0x[0-9a-f]+(?:,0x[0-9a-f]+){3})\]", RegexOptions.Multiline)]
    private static partial Regex Line();
}
