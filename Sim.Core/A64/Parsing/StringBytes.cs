using System.Globalization;
using System.Text;

namespace Sim.Core.A64.Parsing;

/// <summary>The bytes of a string between quotes.</summary>
static class StringBytes
{
    const string Escapes = "bfnrt\\\"";
    const string Escaped = "\b\f\n\r\t\\\"";

    /// <summary>Appends the bytes of <paramref name="token"/>, which is in quotes.</summary>
    /// <exception cref="SyntaxException">An escape that has no meaning.</exception>
    public static void Append(TokenCursor cursor, Token token, List<byte> bytes)
    {
        var body = token.Text[1..^1];
        var plain = 0;
        for (var at = body.IndexOf('\\', StringComparison.Ordinal); at >= 0; at = body.IndexOf('\\', plain))
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(body[plain..at]));
            plain = at + 1 + Escape(cursor, token, body.AsSpan(at + 1), bytes);
        }

        bytes.AddRange(Encoding.UTF8.GetBytes(body[plain..]));
    }

    // Returns the number of characters read: a letter, up to three octal digits, or x and hexadecimal ones, whose low byte counts.
    static int Escape(TokenCursor cursor, Token token, ReadOnlySpan<char> text, List<byte> bytes)
    {
        var known = Escapes.IndexOf(text[0], StringComparison.Ordinal);
        if (known >= 0)
        {
            bytes.Add((byte)Escaped[known]);
            return 1;
        }

        var length = 0;
        if (text[0] == 'x')
        {
            while (1 + length < text.Length && char.IsAsciiHexDigit(text[1 + length]))
                length++;
            if (length > 0)
            {
                bytes.Add(byte.Parse(text.Slice(Math.Max(1, length - 1), Math.Min(2, length)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                return 1 + length;
            }
        }

        var number = 0;
        while (length < Math.Min(3, text.Length) && text[length] is >= '0' and <= '7')
            number = (number * 8) + text[length++] - '0';
        if (length == 0)
            cursor.Fail("SIM202", $"escape '\\{text[0]}' has no meaning; known are \\b, \\f, \\n, \\r, \\t, \\\\, \\\", octal digits, and x with hexadecimal ones", token);
        bytes.Add((byte)number);
        return length;
    }
}
