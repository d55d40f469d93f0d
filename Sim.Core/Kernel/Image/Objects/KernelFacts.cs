using System.Buffers.Binary;
using System.Globalization;

namespace Sim.Core.Kernel.Image.Objects;

/// <summary>Options of a kernel that show in its image.</summary>
public static class KernelFacts
{
    const uint SignsReturn = 0xd503233f, LandingPad = 0xd503245f;
    const int MostFunctions = 2000;
    const long NanosecondsOfSecond = 1_000_000_000;

    /// <summary>A name and a value each: those that the image says.</summary>
    public static IReadOnlyDictionary<string, string> Of(KernelImage image, KernelObjects? objects)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, string? value)
        {
            if (value is not null)
                facts.Add(name, value);
        }

        Add("call ops", Has(image, "ftrace_list_ops", "ftrace_ops_list"));
        Add("direct calls", objects?.Layout("ftrace_ops") is { } ops ? Truth(ops.Offsets.ContainsKey("direct_call")) : null);
        var (signs, lands) = Entries(image);
        Add("pointer authentication", signs is { } many ? Truth(many) : null);
        Add("branch target identification", lands is { } most ? Truth(most) : null);
        Add("ticks a second", HertzOf(image, objects));
        Add("types (BTF)", objects is null ? "no" : objects.Types.Damage is { } damage ? $"damaged: {damage}" : null);
        return facts;
    }

    // Data symbols say no only where data symbols are there at all.
    static string? Has(KernelImage image, string symbol, string witness) =>
        image.Symbols.AddressOf(symbol) is not null ? Truth(true) : image.Symbols.Named(witness).Any(known => known.Kind is 'd' or 'D' or 'b' or 'B') ? Truth(false) : null;

    static string Truth(bool holds) => holds ? "yes" : "no";

    // How functions begin, after the words of ftrace: a tenth of them decides, since assembly has landing pads in every kernel.
    static (bool? Signs, bool? Lands) Entries(KernelImage image)
    {
        const int Words = 4;
        var functions = image.Symbols.All.Where(symbol => symbol.Kind is 'T' or 't' && symbol.Module is null).ToList();
        var step = Math.Max(1, functions.Count / MostFunctions);
        var (read, signing, landing) = (0, 0, 0);
        var bytes = new byte[Words * 4];
        for (var index = 0; index < functions.Count; index += step)
        {
            if (!image.Memory.TryRead(functions[index].Address, bytes))
                continue;
            read++;
            var words = Enumerable.Range(0, Words).Select(word => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(word * 4))).ToArray();
            signing += words.Contains(SignsReturn) ? 1 : 0;
            landing += words[0] == LandingPad ? 1 : 0;
        }

        return read < 100 ? (null, null) : (signing * 10 > read, landing * 10 > read * 2);
    }

    // The nanoseconds of a tick; newer kernels keep only what adds to the clock with each: nanoseconds in the upper half of the word.
    static string? HertzOf(KernelImage image, KernelObjects? objects)
    {
        ulong? Ntp(string field) => image.Symbols.AddressOf("tk_ntp_data") is { } data && objects?.Offset("ntp_data", field) is { } offset ? image.Memory.TryRead64(data + offset) : null;

        var tick = image.Symbols.AddressOf("tick_nsec") is { } place ? image.Memory.TryRead64(place) : Ntp("tick_nsec") ?? (Ntp("tick_length") >> 32);
        return tick is > 100_000 and <= (ulong)NanosecondsOfSecond and var nanoseconds
            ? ((NanosecondsOfSecond + ((long)nanoseconds / 2)) / (long)nanoseconds).ToString(CultureInfo.InvariantCulture)
            : null;
    }
}
