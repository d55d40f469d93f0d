using System.Text.RegularExpressions;
using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.A64.Coding;
using Sim.Core.A64.Linking;
using Sim.Core.Diagnostics;

namespace Sim.Tests.A64;

/// <summary>Each form of the table with random operands, against GNU binutils.</summary>
public sealed partial class GnuTests
{
    const ulong Address = 0x4000_0000;
    const int WordsPerForm = 24;

    static readonly uint[] Words = [.. RandomWords()];

    static readonly string[] Texts = [.. Words.Select((word, i) => Disassembler.Format(word, Address + 4 * (ulong)i))];

    [Test]
    public void Every_form_is_written_as_objdump_writes_it()
    {
        GnuAssembler.Require();

        var expected = GnuAssembler.Disassemble(Words, Address);

        Assert.That(expected, Has.Length.EqualTo(Words.Length));
        var different = Words.Index()
            .Where(word => Plain(Texts[word.Index]) != Plain(expected[word.Index]) && !IsNamedOperation(Texts[word.Index], expected[word.Index]))
            .Select(word => $"{word.Item:x8}: '{Texts[word.Index]}', not '{expected[word.Index]}'")
            .ToList();
        Assert.That(different, Is.Empty, $"{different.Count} of {Words.Length}");
    }

    [Test]
    public void What_is_written_is_read_back_as_the_same_words()
    {
        var bag = new DiagnosticBag();
        var text = string.Join('\n', Texts);

        var file = Assembler.Assemble(new SourceText("forms.s", text), new Dictionary<string, long>(), bag);
        var code = file is null ? null : Linker.Link([(file, Address)], new Dictionary<string, ulong>(), bag);

        Assert.That(bag, Is.Empty);
        for (var i = 0; i < Words.Length; i++)
        {
            var address = Address + 4 * (ulong)i;
            Assert.That(Assembling.At(code!, address), Is.EqualTo(Decoder.Decode(Words[i], address)), $"{Words[i]:x8} {Texts[i]}");
        }
    }

    [Test]
    public void What_is_written_is_read_by_GNU_as_as_the_same_words()
    {
        GnuAssembler.Require();

        var words = GnuAssembler.Assemble(string.Concat(Texts.Select(WithRelativeTarget)), Address);

        for (var i = 0; i < Words.Length; i++)
        {
            var address = Address + 4 * (ulong)i;
            Assert.That(Decoder.Decode(words[i], address), Is.EqualTo(Decoder.Decode(Words[i], address)), $"{Words[i]:x8} {Texts[i]}");
        }
    }

    static IEnumerable<uint> RandomWords()
    {
        var random = new Random(1);
        foreach (var form in InstructionSet.Forms)
        {
            for (var i = 0; i < WordsPerForm; i++)
            {
                // One field in a few is all ones: register 31.
                var bits = (uint)random.NextInt64() | (i % 3 == 0 ? 31u << 5 * random.Next(5) : 0);
                var word = form.Word | (bits & ~form.Mask);
                if (Decoder.Decode(word, Address).Opcode != Opcode.Undefined && !IsUnpredictable(word))
                    yield return word;
            }
        }
    }

    // Loaded twice, or data and written-back base at once: no assembler writes such.
    static bool IsUnpredictable(uint word)
    {
        var i = Decoder.Decode(word, Address);
        var isWrittenBack = i.Addressing is Addressing.PreIndex or Addressing.PostIndex;
        var isStatus = i.Opcode is Opcode.Stxr or Opcode.Stlxr or Opcode.Stxp or Opcode.Stlxp;
        return (isWrittenBack && i.Opcode is not (Opcode.StoreTag or Opcode.StoreTagPair) && (i.Rd == i.Rn || i.Ra == i.Rn))
            || (i.Opcode is Opcode.Ldp or Opcode.Ldpsw or Opcode.Ldxp or Opcode.Ldaxp or Opcode.LdpVector && i.Rd == i.Ra)
            || (isStatus && (i.Rd == i.Rn || i.Rd == i.Ra || i.Rd == i.Rm));
    }

    // An operation that has a name, and is none of those that Sim has.
    static bool IsNamedOperation(string text, string expected) =>
        text.StartsWith("sys\t", StringComparison.Ordinal) && expected.Split('\t')[0] is "at" or "dc" or "ic" or "tlbi";

    // It loads no literals from, and tests no bits for, an address that is a number alone.
    static string WithRelativeTarget(string text, int index) => Target().Replace(
        text, match => $". + {Convert.ToInt64(match.Groups[1].Value, 16) - (long)Address - 4 * index}") + "\n";

    // Addresses of targets: with 0x before them only in Sim, which reads them back.
    static string Plain(string text) => Target().Replace(text, "$1");

    [GeneratedRegex(@"(?<=[\t ])0x([0-9a-f]+)$")]
    private static partial Regex Target();
}
