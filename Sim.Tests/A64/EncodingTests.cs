using CsCheck;
using Sim.Core.A64;
using Sim.Core.A64.Coding;
using Sim.Core.Loads.Population;
using Sim.Core.Machine.Cpu;
using Sim.Core.Machine.Memory;
using Sim.Tests.Loads;
using Sim.Tests.Machine.Differential;

namespace Sim.Tests.A64;

public sealed class EncodingTests
{
    const ulong Address = 0xffff_8000_8123_4560;

    [Test]
    public void A_decoded_instruction_is_20_bytes() =>
        Assert.That(System.Runtime.CompilerServices.Unsafe.SizeOf<Instruction>(), Is.EqualTo(20));

    [Test]
    public void What_a_word_does_is_encoded_as_a_word_that_does_the_same() => Gen.UInt.Sample(
        word =>
        {
            var instruction = Decoder.Decode(word, Address);

            Assert.That(Encoder.TryEncode(instruction, Address, out var again), Is.True, $"{word:x8} {instruction}");
            Assert.That(Decoder.Decode(again, Address), Is.EqualTo(instruction), $"{word:x8} {again:x8}");
        },
        iter: 200_000);

    [Test]
    public void What_the_assembler_makes_of_random_programs_survives_encoding()
    {
        for (var seed = 0; seed < 1_000; seed++)
            Execute(RandomProgram.Of(seed), EmulatorText.AddressOf(0), AssertEncodes);
    }

    [Test]
    public void The_words_of_GNU_as_are_decoded_as_what_the_assembler_makes_of_the_same_text()
    {
        GnuAssembler.Require();
        var programs = RandomProgram.Of(0..400);
        var first = EmulatorText.AddressOf(0);
        var text = string.Concat(programs.Select((program, k) => $"\t.org\t{EmulatorText.AddressOf(k) - first}\n{program.Text}\t.ltorg\n"));

        var words = GnuAssembler.Assemble(text, first);

        for (var k = 0; k < programs.Count; k++)
        {
            Execute(programs[k], EmulatorText.AddressOf(k), (instruction, address, line) =>
            {
                // Where literals are, and padded to what, is each assembler's own choice. Of uxtw GNU as makes a mov, LLVM a ubfm.
                var isChoice = instruction.Addressing == Addressing.Literal || line.Length == 0 || line.StartsWith("uxtw ");
                var word = words[(address - first) / 4];
                if (!isChoice)
                    Assert.That(Decoder.Decode(word, address), Is.EqualTo(instruction), $"{line} is {word:x8}");
            });
        }
    }

    [TestCase(0x0000_0000u), TestCase(0xffff_ffffu), TestCase(0x1e60_2800u)]
    public void A_word_outside_the_subset_is_undefined_and_keeps_its_bits(uint word)
    {
        var instruction = Decoder.Decode(word, Address);

        Assert.That((instruction.Opcode, instruction.Immediate), Is.EqualTo((Opcode.Undefined, (long)word)));
        Assert.That(Encoder.TryEncode(instruction, Address, out var again), Is.True);
        Assert.That(again, Is.EqualTo(word));
    }

    [Test]
    public void A_branch_out_of_reach_has_no_encoding() =>
        Assert.That(Encoder.TryEncode(new Instruction { Opcode = Opcode.B, Immediate = 0x800_0000 }, 0, out _), Is.False);

    static void Execute(TestProgram program, ulong address, Action<Instruction, ulong, string> look)
    {
        var code = Execution.Link(program, address);
        _ = new Execution(program, address, (in Instruction i, ulong at, ArchitecturalState state, GuestMemory memory) =>
        {
            look(i, at, code.TextAt(at));
            return Interpreter.Execute(i, at, state, memory);
        });
    }

    static void AssertEncodes(Instruction instruction, ulong address, string text)
    {
        Assert.That(Encoder.TryEncode(instruction, address, out var word), Is.True, text);
        Assert.That(Decoder.Decode(word, address), Is.EqualTo(instruction), text);
    }
}
