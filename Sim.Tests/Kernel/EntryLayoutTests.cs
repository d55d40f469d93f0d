using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.Diagnostics;
using Sim.Core.Kernel.Build.Rules;
using Sim.Core.Kernel.Functions;

namespace Sim.Tests.Kernel;

public sealed class EntryLayoutTests
{
    static readonly EntryAddresses At = new(new(0x1000_1000), new(0x1000_0000), new(0xffff_0000), new(0xaaaa_5550), 0x1234_5678);

    [TestCase("6.1 gcc-12", EntryState.Compiled, "0 d503201f, 4 d503201f, 8 a9bf7bfd, 12 910003fd")]
    [TestCase("6.1 gcc-12", EntryState.Disabled, "0 aa1e03e9, 4 d503201f, 8 a9bf7bfd, 12 910003fd")]
    [TestCase("6.1 gcc-12 pac", EntryState.Enabled, "0 aa1e03e9, 4 97fffbff, 8 d503233f, 12 a9bf7bfd, 16 910003fd")]
    [TestCase("6.12 gcc-12", EntryState.Compiled, "-8 d503201f, -4 d503201f, 0 d503201f, 4 d503201f, 8 a9bf7bfd, 12 910003fd")]
    [TestCase("6.12 gcc-12", EntryState.Disabled, "-8 ffff0000, 0 aa1e03e9, 4 d503201f, 8 a9bf7bfd, 12 910003fd")]
    [TestCase("6.12 gcc-12", EntryState.Enabled, "-8 aaaa5550, 0 aa1e03e9, 4 97fffbff, 8 a9bf7bfd, 12 910003fd")]
    [TestCase("6.12 clang-18 pac bti scs", EntryState.Enabled,
        "-8 aaaa5550, 0 d503245f, 4 aa1e03e9, 8 97fffbfe, 12 d503233f, 16 f800865e, 20 a9bf7bfd, 24 910003fd")]
    [TestCase("6.12 clang-18 cfi", EntryState.Enabled, "-4 12345678, 0 aa1e03e9, 4 97fffbff, 8 a9bf7bfd, 12 910003fd")]
    [TestCase("5.4 gcc-7", EntryState.Compiled, "0 a9bf7bfd, 4 910003fd, 8 aa1e03e0, 12 94000000")]
    [TestCase("5.4 gcc-7", EntryState.Disabled, "0 a9bf7bfd, 4 910003fd, 8 aa1e03e0, 12 d503201f")]
    [TestCase("5.4 gcc-7", EntryState.Enabled, "0 a9bf7bfd, 4 910003fd, 8 aa1e03e0, 12 97fffbfd")]
    public void An_entry_has_these_words_at_these_offsets(string build, EntryState state, string words)
    {
        var items = new EntryLayout(ConfigResolver.Resolve(Builds.Of(build)), At).Write(state);

        Assert.That(string.Join(", ", items.Select(item => FormattableString.Invariant($"{item.OffsetBytes} {item.Value:x}"))), Is.EqualTo(words));
    }

    [TestCase("6.12 clang-18")]
    [TestCase("6.12 clang-18 pac bti")]
    public void The_trampoline_finds_the_literal_from_the_return_address_with_BTI_or_without(string build)
    {
        var layout = new EntryLayout(ConfigResolver.Resolve(Builds.Of(build)), At);

        // bic x11, x30, #7; ldr x11, [x11, #-16]
        var returnAddress = At.Entry + (ulong)layout.CallsiteOffset! + 4;

        Assert.That((returnAddress & ~7UL) - 16, Is.EqualTo((At.Entry - 8).Value));
    }

    [Test]
    public void Every_instruction_of_an_entry_is_one_that_Sim_executes([Values] EntryState state)
    {
        var items = new EntryLayout(ConfigResolver.Resolve(Builds.Of("6.4 clang-16 pac bti scs")), At).Write(state)
            .Concat(new EntryLayout(ConfigResolver.Resolve(Builds.Of("5.4 gcc-7")), At).Write(state));
        var bag = new DiagnosticBag();

        Assembler.Assemble(new SourceText("entry.s", string.Join('\n', items.Select(item => item.Text))), new Dictionary<string, long>(), bag);

        Assert.That(bag, Is.Empty);
    }

    [Test]
    public void Bytes_are_in_the_order_of_their_addresses()
    {
        var items = new EntryLayout(ConfigResolver.Resolve(Builds.Of("6.12 gcc-12")), At).Write(EntryState.Disabled);

        Assert.That(Convert.ToHexString(items[0].Bytes), Is.EqualTo("0000FFFF00000000"));
        Assert.That(Convert.ToHexString(items[1].Bytes), Is.EqualTo("E9031EAA"));
    }

    [TestCase("5.4 gcc-7", 8, 0, 0)]
    [TestCase("6.1 gcc-12 pac", 8, 0, 0)]
    [TestCase("6.3 clang-16 cfi", 8, 0, 0)]
    [TestCase("6.12 gcc-12", 8, 8, 2)]
    public void Tracing_adds_its_instructions_literal_and_padding_to_every_function(string build, int instructions, int literal, int padding) =>
        Assert.That(TextGrowth.Of(ConfigResolver.Resolve(Builds.Of(build))), Is.EqualTo(new TextGrowth(instructions, literal, padding)));

    [Test]
    public void A_call_that_does_not_reach_has_no_word() =>
        Assert.That(() => EntryWords.Call(0, 128 << 20), Throws.TypeOf<SimBug>());
}
