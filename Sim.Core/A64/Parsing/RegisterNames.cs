using System.Globalization;

namespace Sim.Core.A64.Parsing;

/// <summary>The names of the integer registers.</summary>
static class RegisterNames
{
    static readonly Dictionary<string, (byte Number, bool Is64)> ByName = Build();

    public static IEnumerable<string> All => ByName.Keys;

    /// <summary>Number as <see cref="Register"/> has it: 31 is the zero register, 32 the stack pointer.</summary>
    public static bool TryFind(string name, out (byte Number, bool Is64) register) => ByName.TryGetValue(name, out register);

    /// <summary>True for the known names, and for x or w followed by any number.</summary>
    public static bool LooksLikeOne(string name) =>
        ByName.ContainsKey(name) || (name.Length > 1 && name[0] is 'x' or 'w' or 'X' or 'W' && name.Skip(1).All(char.IsAsciiDigit));

    /// <summary>Number and letter of a SIMD or floating-point register: b, h, s, d or q, or v for all of it; null if it is none.</summary>
    public static (byte Number, char Letter)? FindVector(string name) =>
        name.Length is 2 or 3 && char.ToLowerInvariant(name[0]) is 'b' or 'h' or 's' or 'd' or 'q' or 'v' && name[1..].All(char.IsAsciiDigit)
            && byte.Parse(name.AsSpan(1), CultureInfo.InvariantCulture) is <= 31 and var number && (name.Length == 2 || name[1] != '0')
            ? (number, char.ToLowerInvariant(name[0]))
            : null;

    /// <summary>The name of register <paramref name="number"/>, of which 31 is the zero register or the stack pointer.</summary>
    public static string Of(byte number, bool isX, bool isStack) => number switch
    {
        31 => (isX, isStack) switch { (true, true) => "sp", (false, true) => "wsp", (true, false) => "xzr", _ => "wzr" },
        _ => string.Create(CultureInfo.InvariantCulture, $"{(isX ? 'x' : 'w')}{number}"),
    };

    static Dictionary<string, (byte Number, bool Is64)> Build()
    {
        var names = new Dictionary<string, (byte, bool)>(StringComparer.OrdinalIgnoreCase)
        {
            ["sp"] = (Register.Stack, true),
            ["wsp"] = (Register.Stack, false),
            ["xzr"] = (Register.Zero, true),
            ["wzr"] = (Register.Zero, false),
            ["lr"] = (Register.Link, true),
            ["fp"] = (Register.Frame, true),
            ["ip0"] = (16, true),
            ["ip1"] = (17, true),
        };
        for (byte i = 0; i <= 30; i++)
        {
            names["x" + i.ToString(CultureInfo.InvariantCulture)] = (i, true);
            names["w" + i.ToString(CultureInfo.InvariantCulture)] = (i, false);
        }

        return names;
    }
}
