using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sim.Tests.Hardware.Differential;

/// <summary>Runs programs under qemu-aarch64, assembled by GNU as: many of them in one ELF file.</summary>
static class Emulator
{
    static readonly string[] Tools = ["aarch64-linux-gnu-as", "aarch64-linux-gnu-ld", "qemu-aarch64"];

    public static string? MissingTool => Tools.FirstOrDefault(tool =>
        !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool))));

    /// <summary>Registers, flags and window behind each program.</summary>
    public static ulong[][] Run(IReadOnlyList<RandomProgram> programs)
    {
        var folder = Directory.CreateTempSubdirectory("sim-differential").FullName;
        try
        {
            var (source, objectFile, program) = (Path.Combine(folder, "p.s"), Path.Combine(folder, "p.o"), Path.Combine(folder, "p"));
            File.WriteAllText(source, EmulatorText.Of(programs));
            Start(Tools[0], "-march=armv8.2-a+rcpc", "-o", objectFile, source);
            Start(Tools[1], "-o", program, objectFile, $"-Ttext=0x{EmulatorText.FirstPage:x}",
                $"--section-start=.window=0x{RandomProgram.Window:x}");
            var words = MemoryMarshal.Cast<byte, ulong>(Start(Tools[2], "-cpu", "neoverse-n1", program)).ToArray();
            Assert.That(words, Has.Length.EqualTo(programs.Count * EmulatorText.StateWords));
            return [.. words.Chunk(EmulatorText.StateWords)];
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
