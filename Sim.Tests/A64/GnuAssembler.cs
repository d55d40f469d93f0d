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
            Run("as", "-march=armv8.5-a+profile", "-o", At("t.o"), At("t.s"));
            Run("ld", $"-Ttext=0x{address:x}", "--entry=0", "-o", At("t"), At("t.o"));
            Run("objcopy", "-O", "binary", "-j", ".text", At("t"), At("t.bin"));
            return MemoryMarshal.Cast<byte, uint>(File.ReadAllBytes(At("t.bin"))).ToArray();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static string NameOf(string tool) => $"aarch64-linux-gnu-{tool}";

    static void Run(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(NameOf(tool), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{tool}: {errors.Result}");
    }
}
