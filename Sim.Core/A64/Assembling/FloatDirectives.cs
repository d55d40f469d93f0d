using System.Globalization;
using Sim.Core.A64.Parsing;
using Sim.Core.Diagnostics;

namespace Sim.Core.A64.Assembling;

/// <summary>Directives that lay down floating-point numbers.</summary>
sealed class FloatDirectives(ObjectBuilder builder)
{
    const int MostCopies = 1 << 20;

    static readonly Dictionary<string, FloatFormat> Formats = new()
    {
        [".float"] = FloatFormat.Single,
        [".single"] = FloatFormat.Single,
        [".double"] = FloatFormat.Double,
        [".float16"] = FloatFormat.Half,
        [".bfloat16"] = FloatFormat.Brain,
        [".dc.s"] = FloatFormat.Single,
        [".dc.d"] = FloatFormat.Double,
        [".dcb.s"] = FloatFormat.Single,
        [".dcb.d"] = FloatFormat.Double,
    };

    public static IEnumerable<string> Names => Formats.Keys;

    /// <returns>False if <paramref name="statement"/> is no such directive.</returns>
    public bool Run(in SourceStatement statement)
    {
        if (!Formats.TryGetValue(statement.Directive, out var format))
            return false;
        List<string> numbers = [.. statement.Operands.Split(',').Select(text => text.Trim())];
        var copies = statement.Directive.StartsWith(".dcb", StringComparison.Ordinal) ? TakeCopies(numbers, statement) : 1;
        var bytes = new List<byte>();
        foreach (var number in numbers)
            bytes.AddRange(BytesOf(number, format, statement));
        builder.AddData([.. Enumerable.Repeat(bytes, copies).SelectMany(copy => copy)], null, statement.SpanOf(statement.Directive), statement.Text);
        return true;
    }

    static int TakeCopies(List<string> numbers, in SourceStatement statement)
    {
        if (numbers.Count != 2 || !int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var copies) || copies > MostCopies)
            throw Mistake(statement, statement.Operands, "SIM202", FormattableString.Invariant($"'{statement.Directive}' takes a number of copies up to {MostCopies:N0}, and a value"));
        numbers.RemoveAt(0);
        return copies;
    }

    static byte[] BytesOf(string number, FloatFormat format, in SourceStatement statement)
    {
        var sign = number.StartsWith('-') || number.StartsWith('+') ? number[..1] : "";
        var digits = number[sign.Length..];
        // 0f1.5: the letter after the zero says a format that the directive says already.
        if (digits is ['0', var letter, _, ..] && char.IsAsciiLetter(letter) && char.ToLowerInvariant(letter) is not ('x' or 'e'))
            digits = digits[2..];
        if (!FloatFormat.IsNumber(digits))
            throw Mistake(statement, number, "SIM202", $"'{number}' is not a decimal floating-point number");
        return format.BytesOf(sign + digits)
            ?? throw Mistake(statement, number, "SIM204", $"'{number}' does not fit into the {format.Bytes} bytes of '{statement.Directive}'");
    }

    static SyntaxException Mistake(in SourceStatement statement, string word, string code, string message) =>
        new(new Diagnostic(code, message, word.Length == 0 ? statement.Span : statement.SpanOf(word), null, statement.LineText));
}
