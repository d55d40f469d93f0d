using System.Reflection;
using System.Text.RegularExpressions;

namespace Sim.Core.A64.Coding;

/// <summary>Instructions that exist and are outside the table, so that messages can say so.</summary>
public static partial class LeftOut
{
    const string Resource = "A64/Table/left_out.txt";
    const string Vectors = "SIMD and floating-point arithmetic";
    const string Scalable = "SVE and SME";
    const string OtherWorlds = "EL3, realms and memory encryption, which the machine does not have";

    // Read when a text has an unknown mnemonic.
    static readonly Lazy<Dictionary<string, string>> ByMnemonic = new(Read);

    /// <summary>What <paramref name="mnemonic"/> belongs to; null if it is unknown.</summary>
    public static string? FamilyOf(string mnemonic) => ByMnemonic.Value.GetValueOrDefault(mnemonic);

    /// <summary>What a form of a mnemonic that the table has belongs to; null if nothing is known of it.</summary>
    /// <param name="mnemonic">The mnemonic.</param>
    /// <param name="operands">The operands without blanks, in any case.</param>
    public static string? FamilyOf(string mnemonic, string operands) => (mnemonic.ToLowerInvariant(), operands) switch
    {
        ("msr" or "mrs", _) when Masks().IsMatch(operands) => "non-maskable interrupts and profiling exceptions (FEAT_NMI, FEAT_EBEP)",
        ("msr" or "mrs", _) when Streaming().IsMatch(operands) => Scalable,
        ("tlbi" or "at" or "dc" or "ic", _) when OfOtherWorlds().IsMatch(operands) => OtherWorlds,
        ("at", _) when WithoutPermissions().IsMatch(operands) => "translation without a check of permissions (FEAT_ATS1A)",
        ("dc", _) when ByOuterCache().IsMatch(operands) => "maintenance to the outer cache (FEAT_OCCMO)",
        ("ldapr" or "stlr", _) when WrittenBack().IsMatch(operands) => "ordered accesses with write-back (FEAT_LRCPC3)",
        _ => null,
    };

    /// <summary>What <paramref name="word"/>, which is outside the table, belongs to; null if its encoding does not say.</summary>
    public static string? FamilyOf(uint word) => (word >> 25 & 15) switch
    {
        7 or 15 => Vectors,
        2 => Scalable,
        _ => null,
    };

    // A heading, then a line for each family: its name, a colon, mnemonics.
    static Dictionary<string, string> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly");
        using var reader = new StreamReader(stream);
        var families = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(':');
            foreach (var mnemonic in parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                families.TryAdd(mnemonic, parts[0]);
        }

        return families;
    }

    [GeneratedRegex("^(allint|pm),|,(allint|pm)$", RegexOptions.IgnoreCase)]
    private static partial Regex Masks();

    [GeneratedRegex("^svcr(sm|za|smza)?,|,svcr$", RegexOptions.IgnoreCase)]
    private static partial Regex Streaming();

    [GeneratedRegex("^(rpaos|rpalos|paall|paallos|apas|civapa|cigdvapa|cipapa|cigdpapa|cipae|cigdpae|[a-z0-9]*e3[a-z]*)(,|$)", RegexOptions.IgnoreCase)]
    private static partial Regex OfOtherWorlds();

    [GeneratedRegex("^s1e[12]a(,|$)", RegexOptions.IgnoreCase)]
    private static partial Regex WithoutPermissions();

    [GeneratedRegex("^(cvaoc|cgdvaoc|civaoc|cigdvaoc|civaps|cigdvaps|cvaps|cgdvaps)(,|$)", RegexOptions.IgnoreCase)]
    private static partial Regex ByOuterCache();

    [GeneratedRegex(@"\](!|,.+)$")]
    private static partial Regex WrittenBack();
}
