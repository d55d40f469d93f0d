using Sim.Core.A64;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;

namespace Sim.Tests.Machine.Differential;

[Category("Differential")]
public sealed class ShrinkerTests
{
    const int MostLines = 3;

    [TestCase(Opcode.Cls), TestCase(Opcode.Sbfm), TestCase(Opcode.Ccmp), TestCase(Opcode.Ldp), TestCase(Opcode.Cas)]
    public void A_program_with_a_wrong_instruction_shrinks_to_little_more_than_that(Opcode opcode)
    {
        Emulator.Require();
        var execute = WrongFor(opcode);
        var difference = Difference.Among(RandomProgram.Of(..200), execute)[0];
        Assert.That(difference.Program.Lines, Is.AtLeast(24));

        var shrunk = Shrinker.Shrink(difference, execute);

        Assert.That(shrunk.Program.Lines, Is.InRange(1, MostLines), shrunk.ToString());
        Assert.That(shrunk.ToString(), Does.Contain("starts from").And.Contain("ends with").And.Contain(", not 0x"));
        TestContext.Out.WriteLine(shrunk);
    }

    [Test]
    public void A_program_that_never_ends_is_a_difference_too()
    {
        Emulator.Require();
        var execute = WrongFor(Opcode.Cbnz);
        var loop = new Piece("\tmov x23, #2\n2:\n", [Piece.Line("nop")], "\tsub w23, w23, #1; cbnz w23, 2b\n");
        var program = new TestProgram([Piece.Line("nop"), loop, Piece.Line("nop")], new StartState(new RandomOperands(1)));

        var shrunk = Shrinker.Shrink(Difference.Among([program], execute).Single(), execute);

        Assert.That(shrunk.Program.Text, Is.EqualTo("\tmov x23, #2\n2:\n\tsub w23, w23, #1; cbnz w23, 2b\n\tnop\n"));
        Assert.That(shrunk.ToString(), Does.Contain("ends with still running after"));
    }

    // Right for all others. The wrong one flips a bit of its result, of the flags if it has none; a wrong branch is always taken.
    static Executor WrongFor(Opcode opcode) => (in Instruction i, ulong address, ArchitecturalState state, GuestMemory memory) =>
    {
        var outcome = Interpreter.Execute(i, address, state, memory);
        if (i.Opcode != opcode)
            return outcome;
        if (opcode is Opcode.B or Opcode.Bl or Opcode.BCond or Opcode.Cbz or Opcode.Cbnz or Opcode.Tbz or Opcode.Tbnz)
            return new ExecutionResult(0, (ulong)i.Immediate, true);
        state.X[i.Rd == Register.Discard ? Register.Flags : i.Rd] ^= 1;
        return outcome;
    };
}
