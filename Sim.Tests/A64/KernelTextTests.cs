using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Sim.Core.A64;
using Sim.Core.A64.Coding;

namespace Sim.Tests.A64;

/// <summary>Every word of a real kernel's text, against objdump. <c>.ci/check-kernel-text</c> fetches one and runs this.</summary>
public sealed partial class KernelTextTests
{
    const string ImageVariable = "SIM_KERNEL_IMAGE";
    const ulong Address = 0x4000_0000;
    const int BlockWords = 0x4000;
    const int FirstWord = 0x4000;
    const double MostOutsidePercent = 0.5;

    [Test]
    public void Every_word_of_a_kernel_is_decoded_as_objdump_says_or_is_outside()
    {
        GnuAssembler.Require();
        if (Environment.GetEnvironmentVariable(ImageVariable) is not { Length: > 0 } path)
        {
            Assert.Ignore($"{ImageVariable} names no kernel image: .ci/check-kernel-text fetches one");
            return;
        }

        var words = MemoryMarshal.Cast<byte, uint>(File.ReadAllBytes(path)).ToArray();
        var (checkedWords, outside, missing, different) = (0, 0, new Dictionary<string, int>(), new List<string>());
        for (var first = FirstWord; first + BlockWords <= words.Length; first += BlockWords)
        {
            var block = words[first..(first + BlockWords)];
            var address = Address + 4 * (ulong)first;
            var expected = GnuAssembler.Disassemble(block, address);
            if (!IsCode(expected))
                break;
            for (var i = 0; i < BlockWords; i++)
            {
                if (IsNoInstruction(expected[i]) || IsVectorArithmetic(block[i]))
                    continue;
                checkedWords++;
                var at = address + 4 * (ulong)i;
                var text = Disassembler.Format(block[i], at);
                if (text.StartsWith(".inst", StringComparison.Ordinal))
                {
                    outside++;
                    var mnemonic = expected[i].Split('\t')[0];
                    missing[mnemonic] = missing.GetValueOrDefault(mnemonic) + 1;
                }
                else if (Plain(text) != Plain(expected[i]))
                {
                    different.Add($"{block[i]:x8} at 0x{at:x}: '{text}', not '{expected[i]}'");
                }
            }
        }

        var percent = 100.0 * outside / Math.Max(1, checkedWords);
        var list = string.Join(", ", missing.OrderByDescending(entry => entry.Value).Take(40).Select(entry => $"{entry.Key} {entry.Value}"));
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{checkedWords} words, {outside} outside the table ({percent:0.000} %): {list}"));
        Assert.That(different, Is.Empty);
        Assert.That(checkedWords, Is.GreaterThan(1_000_000));
        Assert.That(percent, Is.LessThan(MostOutsidePercent), list);
    }

    // Code has hardly a word that is none; what follows it, read-only data, has many.
    static bool IsCode(string[] texts) => texts.Count(IsNoInstruction) < texts.Length / 8;

    static bool IsNoInstruction(string text) =>
        text.StartsWith(".inst", StringComparison.Ordinal) || text.StartsWith("udf", StringComparison.Ordinal);

    // The class of data processing with SIMD and floating-point registers, and that of SVE and SME.
    static bool IsVectorArithmetic(uint word) => (word >> 25 & 7) == 7 || (word >> 25 & 15) is 2 or 0;

    static string Plain(string text) => Target().Replace(text, "$1");

    [GeneratedRegex(@"(?<=[\t ])0x([0-9a-f]+)$")]
    private static partial Regex Target();
}
