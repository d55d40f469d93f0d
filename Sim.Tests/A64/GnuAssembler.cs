using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sim.Tests.A64;

/// <summary>GNU binutils for arm64: what they make of texts and words.</summary>
static class GnuAssembler
{
    static readonly string[] Tools = ["as", "ld", "objcopy", "objdump"];

    /// <summary>Skips the test that calls this, visibly, if a tool is not there.</summary>
    public static void Require()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (Tools.Select(NameOf).FirstOrDefault(tool => !folders.Any(folder => File.Exists(Path.Combine(folder, tool)))) is { } missing)
            Assert.Ignore($"'{missing}' is not installed (Debian: binutils-aarch64-linux-gnu)");
    }

    /// <summary>The words of <paramref name="text"/>, linked to <paramref name="address"/>.</summary>
    public static uint[] Assemble(string text, ulong address)
    {
        var folder = Directory.CreateTempSubdirectory("sim-gnu").FullName;
        string At(string name) => Path.Combine(folder, name);
        try
        {
            File.WriteAllText(At("t.s"), text);
            Run("as", "-march=armv8.8-a+profile+fp16+memtag+cssc", "-o", At("t.o"), At("t.s"));
            Run("ld", $"-Ttext=0x{address:x}", "--entry=0", "-o", At("t"), At("t.o"));
            Run("objcopy", "-O", "binary", "-j", ".text", At("t"), At("t.bin"));
            return MemoryMarshal.Cast<byte, uint>(File.ReadAllBytes(At("t.bin"))).ToArray();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What objdump makes of <paramref name="words"/> at <paramref name="address"/>: mnemonic and operands, without comments.</summary>
    public static string[] Disassemble(IReadOnlyList<uint> words, ulong address)
    {
        var folder = Directory.CreateTempSubdirectory("sim-gnu").FullName;
        var file = Path.Combine(folder, "t.bin");
        try
        {
            File.WriteAllBytes(file, MemoryMarshal.AsBytes(words.ToArray().AsSpan()).ToArray());
            var output = Run("objdump", "-D", "-z", "-b", "binary", "-m", "aarch64", $"--adjust-vma=0x{address:x}", file);
            return [.. output.Split('\n').Where(line => line.Count(c => c == '\t') >= 2).Select(TextOf)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // "  address:\tword \tmnemonic\toperands\t// comment"
    static string TextOf(string line)
    {
        var text = string.Join('\t', line.Split('\t').Skip(2));
        var comment = text.IndexOf("//", StringComparison.Ordinal);
        return (comment < 0 ? text : text[..comment]).TrimEnd();
    }

    static string NameOf(string tool) => $"aarch64-linux-gnu-{tool}";

    static string Run(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(NameOf(tool), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{tool}: {errors.Result}");
        return output;
    }
}
