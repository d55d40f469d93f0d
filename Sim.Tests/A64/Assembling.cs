using Sim.Core.A64;
using Sim.Core.A64.Assembling;
using Sim.Core.A64.Coding;
using Sim.Core.A64.Linking;
using Sim.Core.Diagnostics;

namespace Sim.Tests.A64;

/// <summary>Assembles texts with a few constants.</summary>
static class Assembling
{
    static readonly Dictionary<string, long> Constants = new() { ["OPS_FUNC"] = 8, ["BIG"] = 0x12345678, ["absolute"] = 0x40000 };

    public static ObjectFile File(string text, string name = "test.s")
    {
        var bag = new DiagnosticBag();
        return Assembler.Assemble(new SourceText(name, text), Constants, bag) ?? throw new AssertionException(string.Join('\n', bag));
    }

    /// <summary>The only instruction of <paramref name="text"/>, at address 0x40000.</summary>
    public static Instruction One(string text)
    {
        var bag = new DiagnosticBag();
        var code = Linker.Link([(File(text), 0x40000)], new Dictionary<string, ulong>(), bag);
        return code is null ? throw new AssertionException(string.Join('\n', bag)) : At(code, 0x40000);
    }

    /// <summary>The instruction that was linked to <paramref name="address"/>.</summary>
    public static Instruction At(CodeImage code, ulong address)
    {
        var (start, bytes) = code.Segments.Last(segment => segment.Address <= address);
        return Decoder.Decode(BitConverter.ToUInt32(bytes, (int)(address - start)), address);
    }

    /// <summary>The only word of <paramref name="text"/>, before linking.</summary>
    public static uint Word(string text) => File(text).Items.Single().Word!.Value;

    public static IReadOnlyList<Diagnostic> Mistakes(string text)
    {
        var bag = new DiagnosticBag();
        var file = Assembler.Assemble(new SourceText("test.s", text), Constants, bag);
        Assert.That(file is null, Is.EqualTo(bag.HasErrors));
        return [.. bag];
    }

    /// <summary>The data bytes of <paramref name="text"/>, one after the other.</summary>
    public static byte[] Bytes(string text) => [.. File(text).Items.SelectMany(item => item.Data ?? [])];
}
