using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sim.Tests.Machine.Differential;

/// <summary>Runs programs under qemu-aarch64, assembled by GNU as: many of them in one ELF file.</summary>
static class Emulator
{
    static readonly string[] Tools = ["aarch64-linux-gnu-as", "aarch64-linux-gnu-ld", "qemu-aarch64"];

    /// <summary>Skips the test that calls this, visibly, if a tool is not there.</summary>
    public static void Require()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (Tools.FirstOrDefault(tool => !folders.Any(folder => File.Exists(Path.Combine(folder, tool)))) is { } missing)
            Assert.Ignore($"'{missing}' is not installed (Debian: qemu-user, binutils-aarch64-linux-gnu)");
    }

    /// <summary>The words of <see cref="StartState"/> after each program.</summary>
    public static ulong[][] Run(IReadOnlyList<TestProgram> programs)
    {
        var folder = Directory.CreateTempSubdirectory("sim-differential").FullName;
        string At(string name) => Path.Combine(folder, name);
        try
        {
            File.WriteAllBytes(At("states"), MemoryMarshal.AsBytes(EmulatorText.StatesOf(programs).AsSpan()));
            File.WriteAllText(At("p.s"), EmulatorText.Of(programs, At("states")));
            Start(Tools[0], "-march=armv8.8-a+profile+fp16+memtag+cssc", "-o", At("p.o"), At("p.s"));
            Start(Tools[1], [.. EmulatorText.Placement, "-o", At("p"), At("p.o")]);
            var words = MemoryMarshal.Cast<byte, ulong>(Start(Tools[2], "-cpu", "max,pauth-impdef=on", At("p"))).ToArray();
            Assert.That(words, Has.Length.EqualTo(programs.Count * StartState.Count));
            return [.. words.Chunk(StartState.Count)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static byte[] Start(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{tool}: {errors.Result}");
        return output.ToArray();
    }
}
