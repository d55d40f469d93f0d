using System.Globalization;
using System.Reflection;

namespace Sim.Core.A64;

/// <summary>Names of system registers, and whether they can be read and written. Those without a name are written <c>s3_0_c15_c2_1</c>.</summary>
/// <remarks>The list is searched as text: few registers are named in a run, and most runs would parse it in vain.</remarks>
/// <source key="arm-arm">Names, encodings, access: the index of AArch64 system registers by encoding.</source>
public static class SystemRegisterNames
{
    const string Resource = "A64/Table/system_registers.txt";

    static readonly string List = ReadList();

    // What decoding needs to know of the registers that the machine has, without the list.
    static readonly SystemRegister[] Known = Enum.GetValues<SystemRegister>();

    static readonly SystemRegister[] ReadOnly =
    [
        SystemRegister.Currentel, SystemRegister.IsrEl1, SystemRegister.OslsrEl1, SystemRegister.CntpctEl0,
        SystemRegister.CntvctEl0, SystemRegister.CntpctssEl0, SystemRegister.CntvctssEl0, SystemRegister.MidrEl1,
        SystemRegister.MpidrEl1, SystemRegister.RevidrEl1, SystemRegister.AidrEl1, SystemRegister.CtrEl0,
        SystemRegister.DczidEl0, SystemRegister.ClidrEl1, SystemRegister.CcsidrEl1, SystemRegister.IdAa64pfr0El1,
        SystemRegister.IdAa64pfr1El1, SystemRegister.IdAa64zfr0El1, SystemRegister.IdAa64smfr0El1, SystemRegister.IdAa64dfr0El1,
        SystemRegister.IdAa64dfr1El1, SystemRegister.IdAa64isar0El1, SystemRegister.IdAa64isar1El1,
        SystemRegister.IdAa64isar2El1, SystemRegister.IdAa64mmfr0El1, SystemRegister.IdAa64mmfr1El1,
        SystemRegister.IdAa64mmfr2El1,
    ];

    /// <summary>Its name, as an instruction that reads (or <paramref name="writes"/>) it is printed.</summary>
    public static string Of(SystemRegister register, bool writes = false)
    {
        var named = LinesOf(register);
        foreach (var line in named)
        {
            if (AccessOf(line).Contains(writes ? 'w' : 'r'))
                return NameOf(line);
        }

        return named is [var only, ..] ? NameOf(only) : Generic(register);
    }

    /// <summary>Its name, and if that is not all numbers, its encoding beside it.</summary>
    public static string Full(SystemRegister register) =>
        LinesOf(register) is [var line, ..] ? $"{NameOf(line)} ({Generic(register)})" : Generic(register);

    /// <summary>Whether the architecture lets it be read, or written. Nothing is known of registers without a name.</summary>
    public static bool Allows(SystemRegister register, bool writes)
    {
        if (Array.BinarySearch(Known, register) >= 0)
            return register == SystemRegister.OslarEl1 ? writes : !writes || Array.IndexOf(ReadOnly, register) < 0;
        var named = LinesOf(register);
        return named.Count == 0 || named.Any(line => AccessOf(line).Contains(writes ? 'w' : 'r'));
    }

    /// <summary>The register that <paramref name="name"/> names, in lower or upper case; null if there is none.</summary>
    public static SystemRegister? Find(string name)
    {
        var lower = name.ToLowerInvariant();
        if (FindGeneric(lower) is { } generic)
            return generic;
        var end = List.IndexOf($" {lower}\n", StringComparison.Ordinal);
        return end < 0 ? null : EncodingOf(List[(List.LastIndexOf('\n', end) + 1)..end]);
    }

    /// <summary>All names, for hints.</summary>
    public static IEnumerable<string> All => List.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(NameOf);

    // s3_0_c15_c2_1.
    static SystemRegister? FindGeneric(string name)
    {
        var parts = name.Split('_');
        if (parts is not [['s', _], [_], ['c', ..], ['c', ..], [_]] || !TryNumber(parts[0][1..], 3, out var op0) || op0 < 2
            || !TryNumber(parts[1], 7, out var op1) || !TryNumber(parts[2][1..], 15, out var crn) || !TryNumber(parts[3][1..], 15, out var crm)
            || !TryNumber(parts[4], 7, out var op2))
            return null;
        return Of(op0, op1, crn, crm, op2);
    }

    static bool TryNumber(string text, int highest, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= highest && (text.Length == 1 || text[0] != '0');

    static string Generic(SystemRegister register) => Fields(register, "s{0}_{1}_c{2}_c{3}_{4}");

    static string Fields(SystemRegister register, string format)
    {
        var bits = (int)register;
        return string.Format(CultureInfo.InvariantCulture, format, 2 + (bits >> 14), bits >> 11 & 7, bits >> 7 & 15, bits >> 3 & 15, bits & 7);
    }

    static List<string> LinesOf(SystemRegister register)
    {
        var key = Fields(register, "\n{0} {1} {2} {3} {4} ");
        var lines = new List<string>();
        for (var start = List.IndexOf(key, StringComparison.Ordinal); start >= 0; start = List.IndexOf(key, start + 1, StringComparison.Ordinal))
            lines.Add(List[(start + 1)..List.IndexOf('\n', start + 1)]);
        return lines;
    }

    static SystemRegister EncodingOf(string line)
    {
        var fields = line.Split(' ').Take(5).Select(field => int.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return Of(fields[0], fields[1], fields[2], fields[3], fields[4]);
    }

    static SystemRegister Of(int op0, int op1, int crn, int crm, int op2) =>
        (SystemRegister)((op0 - 2) << 14 | op1 << 11 | crn << 7 | crm << 3 | op2);

    static string NameOf(string line) => line[(line.LastIndexOf(' ') + 1)..];

    static string AccessOf(string line) => line.Split(' ')[5];

    // Without its first line, which is a comment, but for the end of it.
    static string ReadList()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly");
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return text[text.IndexOf('\n')..];
    }
}
