using System.Text;
using Sim.Core.A64;
using Sim.Core.Diagnostics;
using Sim.Core.Hardware.Execution;
using Sim.Core.Hardware.State;

namespace Sim.Tests.Hardware.Differential;

[Category("Differential")]
public sealed class DifferentialTests
{
    const int ProgramsPerBatch = 1000;
    const int StateRegister = 28; // What the surrounding code needs for itself.

    [Test]
    public void Random_programs_end_in_the_state_that_an_emulator_reaches([Range(0, 1)] int batch)
    {
        if (Emulator.MissingTool is { } tool)
            Assert.Ignore($"'{tool}' is not installed (Debian: qemu-user, binutils-aarch64-linux-gnu)");
        var programs = Enumerable.Range(batch * ProgramsPerBatch, ProgramsPerBatch).Select(seed => new RandomProgram(seed)).ToList();

        var expected = Emulator.Run(programs);

        var differences = new StringBuilder();
        var wrong = 0;
        for (var k = 0; k < programs.Count; k++)
        {
            if (Compare(programs[k], expected[k], Run(programs[k], EmulatorText.AddressOf(k))) is not { } difference)
                continue;
            wrong++;
            if (wrong <= 3)
                differences.AppendLine($"seed {batch * ProgramsPerBatch + k}: {difference}\n{programs[k].Text}");
        }

        Assert.That(wrong, Is.Zero, differences.ToString());
    }

    static ulong[] Run(RandomProgram program, ulong address)
    {
        var bag = new DiagnosticBag();
        var file = Assembler.Assemble(new SourceText("random.s", program.Text), new Dictionary<string, long>(), bag);
        var code = (file is null ? null : Linker.Link([(file, address)], new Dictionary<string, ulong>(), bag))
            ?? throw new AssertionException(string.Join('\n', bag) + '\n' + program.Text);
        var (state, memory) = (new ArchitecturalState(), new Memory());
        program.State.AsSpan(0, 31).CopyTo(state.X);
        state.X[Register.Stack] = program.State[31];
        state.X[Register.Flags] = program.State[32] >> 28;
        memory.Map(RandomProgram.Window, RandomProgram.WindowBytes);
        for (var i = 0; i < program.Memory.Length; i++)
            memory.Write(RandomProgram.Window + 8 * (ulong)i, program.Memory[i], 8);

        for (var position = 0; code.Instructions[position].Opcode != Opcode.EndOfCode;)
            position = Interpreter.Execute(code.Instructions[position], position, code, state, memory).Next;

        var window = Enumerable.Range(0, program.Memory.Length).Select(i => memory.Read(RandomProgram.Window + 8 * (ulong)i, 8));
        return [.. state.X[..31], state.X[Register.Stack], state.X[Register.Flags] << 28, .. window];
    }

    static string? Compare(RandomProgram program, ulong[] expected, ulong[] actual)
    {
        var differences = Enumerable.Range(0, expected.Length)
            .Where(i => i != StateRegister && expected[i] != actual[i])
            .Select(i => $"{NameOf(i)} is 0x{actual[i]:x}, not 0x{expected[i]:x}")
            .ToList();
        return differences.Count == 0 ? null : string.Join("; ", differences) + "; started from "
            + string.Join(' ', program.State.Select((value, i) => $"{NameOf(i)}=0x{value:x}"));
    }

    static string NameOf(int word) => word switch
    {
        < 31 => $"x{word}",
        31 => "sp",
        32 => "nzcv",
        _ => $"window+{8 * (word - RandomProgram.StateWords)}",
    };
}
